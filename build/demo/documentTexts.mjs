// Texts of the demo documents. Written for the demo; nothing here is a template to use on patients.

const personLine = (p, age) =>
  `姓名：${p.name}    性别：${p.sex === 'male' ? '男' : '女'}    年龄：${age}    住院号：${p.inpatientNo}    床号：${p.bed}`;
const heading = (hospital, title) => [
  { text: hospital, alignment: 'center', fontSize: 12 },
  { text: title, style: 'title' },
];
const section = (head, text) => [{ text: head, style: 'head' }, { text }];

const consent = (p, age, hospital, signer, relation, date) => ({
  title: '远程会诊知情同意书',
  body: [
    ...heading(hospital, '远程会诊知情同意书'),
    personLine(p, age),
    ...section(
      '一、会诊目的与方式',
      '经治医师建议就目前病情申请省远程医学中心专家会诊。会诊通过网络音视频及资料共享进行，专家不能直接对患者查体，意见依据所提供的资料作出。',
    ),
    ...section(
      '二、资料使用',
      '为完成会诊，病历、影像、检验、心电等资料将传送至受理机构，仅供参与本次会诊的医务人员使用，并按规定保存。',
    ),
    ...section(
      '三、风险与局限',
      '网络中断、资料不全或影像质量不足可能影响判断；必要时会诊可能改期、终止或建议转诊。专家意见供经治医师参考，诊疗方案由经治医院决定并负责。',
    ),
    ...section(
      '四、费用与录制',
      '会诊费用及支付方式已告知。对会诊过程录制：同意（√）  不同意（ ）',
    ),
    ...section(
      '五、声明',
      '上述内容已由医师向本人（或监护人）说明，本人已理解并自愿同意申请远程会诊。',
    ),
    {
      text: `签署人：${signer}        与患者关系：${relation}        日期：${date}`,
      margin: [0, 18, 0, 4],
    },
    { text: `告知医师签名：____________        日期：${date}` },
  ],
});

const labTable = (results) => ({
  table: {
    headerRows: 1,
    widths: ['*', 'auto', 'auto', 'auto', 'auto'],
    body: [
      ['项目', '结果', '提示', '单位', '参考区间'],
      ...results.map((r) => [
        r.name,
        r.value,
        { H: '高', HH: '高（危急）', L: '低', LL: '低（危急）' }[r.flag] ?? '',
        r.unit,
        r.referenceRange,
      ]),
    ],
  },
  layout: 'lightHorizontalLines',
  margin: [0, 8, 0, 0],
});

const labReport = (p, age, hospital, results) => ({
  title: '检验报告单',
  body: [
    ...heading(hospital, '检验报告单'),
    personLine(p, age),
    {
      text: `采集时间：${results[0].observedAt.slice(0, 16).replace('T', ' ')}    送检科室：${p.departmentName}`,
    },
    labTable(results),
    { text: '本报告仅对送检标本负责。', fontSize: 9, margin: [0, 10, 0, 0] },
  ],
});

const admissionWang = (p) => ({
  title: '入院记录',
  body: [
    ...heading('柏泉县人民医院', '入院记录'),
    personLine(p, '62岁'),
    ...section('主诉', '体检发现右上肺结节 8 个月，复查增大 1 周。'),
    ...section(
      '现病史',
      '8 个月前因“感冒”在外院行胸部 CT，发现右上肺结节，短径约 11 mm，仅存胶片，未予特殊处理。1 周前我院复查胸部 CT，结节短径约 14 mm。病程中无发热、咯血、胸痛，体重无明显变化。',
    ),
    ...section(
      '既往史',
      '高血压 6 年，口服氨氯地平 5 mg 每日一次，血压控制可。否认结核、糖尿病。无吸烟史，长期厨房油烟接触。母亲患肺腺癌。',
    ),
    ...section(
      '体格检查',
      'T 36.5℃，P 76 次/分，R 18 次/分，BP 128/78 mmHg。锁骨上淋巴结未触及。双肺呼吸音清，未闻及干湿啰音。心律齐。腹软，无压痛。双下肢无水肿。',
    ),
    ...section(
      '辅助检查',
      '胸部 CT（2026-11-16）：右肺上叶前段结节，长径约 18 mm，短径约 14 mm，实性为主，可见分叶。CEA 4.1 ng/mL，血常规、肝肾功能正常，结核感染 T 细胞试验阴性。肺功能：FEV1 2.21 L，占预计值 94%。',
    ),
    ...section('初步诊断', '1. 右肺上叶结节（性质待定）  2. 高血压病 1 级'),
    { text: '记录医师：____________        2026-11-17 10:20', margin: [0, 14, 0, 0] },
  ],
});

const chartLiu = (p) => ({
  title: '住院病历（手写件）',
  scan: true,
  body: [
    ...heading('青禾县中医院', '住院病历'),
    personLine(p, '65岁'),
    ...section('主诉', '间断肉眼血尿 2 月，加重 3 天。'),
    ...section(
      '现病史',
      '2 月前无明显诱因出现全程肉眼血尿，无尿频尿急尿痛，间断发作，未系统诊治。3 天前血尿加重，伴左腰部酸胀。无发热、盗汗。近半年体重下降约 3 kg。',
    ),
    ...section(
      '既往史',
      '吸烟 30 年，每日约 20 支。高血压 10 年，服用硝苯地平控释片。否认糖尿病、结核及手术史。',
    ),
    ...section(
      '体格检查',
      'T 36.4℃，P 82 次/分，R 18 次/分，BP 142/86 mmHg。左肾区轻叩痛，未触及包块。膀胱区无膨隆。',
    ),
    { text: '', pageBreak: 'after' },
    ...section(
      '辅助检查',
      '外院 CT 胶片（2 张）：左肾占位，最大径约 5.1 cm，增强不均匀强化。泌尿系超声：左肾中部实性回声。尿常规：隐血 2+，红细胞 26/HP。血红蛋白 132 g/L，肌酐 97 µmol/L，血钙 2.41 mmol/L。',
    ),
    ...section('初步诊断', '左肾占位：肾细胞癌？'),
    ...section(
      '诊疗经过',
      '入院后予止血、补液，完善胸片及心电图未见明显异常。拟申请上级医院泌尿外科会诊，明确手术方式及是否需进一步检查。',
    ),
    ...section(
      '病程记录  2026-11-16',
      '患者肉眼血尿减轻，左腰部酸胀缓解。向患者及家属交代病情，同意远程会诊。',
    ),
    { text: '医师签名：________', margin: [0, 24, 0, 0] },
  ],
});

export function pdfTexts(patients, labs) {
  const of = (key) => patients.find((p) => p.key === key);
  return {
    'consent-wang': consent(of('wang'), '62岁', '柏泉县人民医院', '王某芳', '本人', '2026-11-17'),
    'consent-guardian-zhang': consent(
      of('zhang'),
      '3岁8个月',
      '远山县第二人民医院',
      '张某峰',
      '父亲（监护人）',
      '2026-11-19',
    ),
    'admission-wang': admissionWang(of('wang')),
    'lab-report-wang': labReport(of('wang'), '62岁', '柏泉县人民医院', labs.wang),
    'chart-liu': chartLiu(of('liu')),
    'lab-slip-liu': { ...labReport(of('liu'), '65岁', '青禾县中医院', labs.liu), scan: true },
    'lab-slip-liu-other': {
      ...labReport(of('liuOther'), '65岁', '青禾县中医院', labs.liuOther),
      scan: true,
    },
  };
}
