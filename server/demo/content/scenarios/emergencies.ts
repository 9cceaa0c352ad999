import type { DemoScenario } from '../types';

/** Scenario 1: emergency stroke; the first neurologist is busy, the second answers. */
export const stroke: DemoScenario = {
  number: 1,
  key: 'stroke',
  title: { zh: '急性缺血性卒中溶栓', en: 'Thrombolysis in acute ischaemic stroke' },
  patientKey: 'zhou',
  requesterAccount: 'county',
  mode: 'video',
  urgency: 'emergency',
  mdt: false,
  profile: 'stroke',
  departments: ['神经内科'],
  clinical: {
    chiefComplaint: '突发右侧肢体无力伴言语不清 2 小时 10 分钟。',
    presentIllness:
      '患者于晨起活动时突发右侧肢体无力，不能持物和站立，伴言语含糊，家属能听懂部分词句。无头痛、呕吐、抽搐，无意识丧失。家属即呼 120 送入我院急诊，途中症状无缓解。',
    pastHistory:
      '高血压 10 年，不规则服用硝苯地平；阵发性心悸 2 年未就诊。否认近 3 个月手术、外伤及脑卒中史，否认口服抗凝药。',
    allergies: '否认药物、食物过敏史。',
    physicalExam:
      '神志清楚，构音障碍，命名尚可。双眼向左凝视，右侧鼻唇沟浅，伸舌右偏。右上肢肌力 2 级，右下肢肌力 3 级，右侧偏身痛觉减退，右侧巴宾斯基征阳性。NIHSS 11 分。',
    vitals: {
      temperatureC: 36.6,
      pulsePerMin: 88,
      respirationPerMin: 18,
      systolicMmHg: 178,
      diastolicMmHg: 96,
      spo2Percent: 96,
    },
    auxiliaryExams:
      '头颅 CT 平扫：未见出血，左侧大脑中动脉高密度征，ASPECTS 8 分。指血糖 8.2 mmol/L，INR 1.0，血小板 206×10⁹/L。心电图：窦性心律。',
    treatmentSoFar: '吸氧、心电监护，建立双侧静脉通路，未予降压，未用抗栓药物。',
    provisionalDiagnoses: [{ code: 'I63.9', name: '脑梗死' }],
    onset: -130,
    lastKnownWell: -130,
    nihss: 11,
    glucoseMmolL: 8.2,
    troponin: '',
  },
  reason: '发病在静脉溶栓时间窗内，疑大血管闭塞，我院无取栓条件。',
  purpose: '明确是否静脉溶栓及剂量，是否需要转诊取栓。',
  questions: [
    '有无溶栓禁忌，rt-PA 剂量如何计算？',
    '血压控制目标是多少？',
    '是否先行 CTA 并转诊评估取栓？',
  ],
  consent: {
    status: 'oralEmergency',
    signedBy: '周某平之子',
    relation: '儿子',
    recording: 'granted',
  },
  seededState: 'followUp',
  submittedAt: -2880,
  startsAt: -2878,
  returnItems: [],
  experts: [{ expertKey: 'shao', role: 'chief' }],
  declined: [{ expertKey: 'gu', reason: '正在参加另一例急会诊，请呼叫值班二线。' }],
  records: [
    {
      kind: 'study',
      slug: 'stroke-head-ct',
      takenAt: -52,
      title: '头颅CT平扫（示例影像，颅底单层）',
    },
    { kind: 'lab', patientKey: 'zhou', title: '急诊检验', takenAt: -60 },
  ],
  opinions: [
    {
      expertKey: 'shao',
      text: '发病 2 小时余，神经功能缺损明显，CT 未见出血，无溶栓禁忌。体重 68 kg，按 0.9 mg/kg 计算阿替普酶总量 61.2 mg，首剂 6.1 mg 静推，余 55.1 mg 于 60 分钟内静脉泵入。',
      agreesWithChief: true,
    },
  ],
  report: {
    caseSummary:
      '男，67 岁，突发右侧肢体无力伴言语不清 2 小时 10 分钟，NIHSS 11 分，BP 178/96 mmHg，血糖 8.2 mmol/L，INR 1.0。',
    findings:
      '经治医院头颅 CT 平扫未见出血，左侧大脑中动脉高密度征，ASPECTS 8 分。（本演示所附影像为公开示例，仅供阅片操作。）',
    conclusion:
      '急性缺血性卒中（左侧大脑中动脉供血区），符合静脉溶栓适应证，未见禁忌；疑大血管闭塞。',
    recommendations:
      '1. 立即阿替普酶静脉溶栓，0.9 mg/kg，总量 61.2 mg：首剂 6.1 mg 于 1 分钟内静推，余 55.1 mg 于 60 分钟内静脉泵入。\n2. 溶栓期间及其后 24 小时血压控制在 180/105 mmHg 以下。\n3. 溶栓不等待 CTA；溶栓同时完善头颈 CTA，安排转诊评估血管内取栓。\n4. 溶栓后 24 小时内不用抗血小板及抗凝药物，24 小时复查头颅 CT 后再决定。',
    precautions: '出现剧烈头痛、呕吐、血压骤升或意识恶化时立即停药并急查头颅 CT。',
    diagnoses: [{ code: 'I63.5', name: '大脑动脉闭塞或狭窄引起的脑梗死' }],
    dissent: [],
    keyImages: [
      {
        studySlug: 'stroke-head-ct',
        seriesNumber: 2,
        instanceNumber: 1,
        frameNumber: 1,
        window: { centre: 40, width: 80 },
        caption: '头颅CT平扫，颅底层面（示例影像）',
      },
    ],
  },
  amendment: null,
  receipt: {
    decision: 'adopted',
    reason: '',
    plan: '已按 61.2 mg 开始静脉溶栓，同时联系 CTA 检查及转运。',
    afterMinutes: 18,
  },
  lateEntry: {
    afterMinutes: 240,
    treatmentSoFar:
      '吸氧、心电监护，建立双侧静脉通路，未予降压，未用抗栓药物。会诊后按 61.2 mg 静脉溶栓，过程中血压 150-170/85-95 mmHg，无出血征象。',
  },
  followUps: [
    {
      label: '24 小时',
      dueAfterDays: 1,
      questions: ['24 小时头颅 CT 有无出血？', '目前 NIHSS 评分？', '是否已开始抗血小板治疗？'],
      answer: {
        afterDays: 1,
        answers: [
          '未见出血，左侧基底节区小片低密度。',
          '4 分。',
          '已开始阿司匹林 100 mg 每日一次。',
        ],
        condition: 'improved',
        efficacy: 8,
        scales: [{ name: 'NIHSS', value: 4 }],
      },
      reviewNote: '恢复良好，继续二级预防，完善 24 小时动态心电图排查房颤。',
    },
    {
      label: '90 天',
      dueAfterDays: 90,
      questions: ['改良 Rankin 评分（mRS）？', '有无再发卒中或出血？', '服药依从性如何？'],
      answer: null,
      reviewNote: null,
    },
  ],
  ratings: [{ party: 'requester', score: 5, comment: '接诊快，剂量和血压目标交代清楚。' }],
  criticalFinding: null,
  parentKey: null,
};

/** Scenario 2: an ECG read that becomes a video consultation. */
export const infarction: DemoScenario = {
  number: 2,
  key: 'infarction',
  title: { zh: '急性前壁心肌梗死', en: 'Acute anterior myocardial infarction' },
  patientKey: 'li',
  requesterAccount: 'county2',
  mode: 'ecgRead',
  urgency: 'emergency',
  mdt: false,
  profile: 'acs',
  departments: ['心血管内科'],
  clinical: {
    chiefComplaint: '持续胸痛 90 分钟。',
    presentIllness:
      '患者 90 分钟前搬运重物时突发胸骨后压榨样疼痛，向左肩背放射，伴大汗、恶心，含服硝酸甘油无缓解。无咯血、晕厥，无撕裂样背痛。',
    pastHistory: '吸烟 30 年。否认高血压、糖尿病、脑出血及消化道出血史，近 2 周无外伤手术。',
    allergies: '否认药物过敏史。',
    physicalExam:
      '急性痛苦面容，皮肤湿冷。颈静脉无怒张。双肺底未闻及湿啰音。心率 98 次/分，律齐，未闻及杂音。双上肢血压对称。',
    vitals: {
      temperatureC: 36.4,
      pulsePerMin: 98,
      respirationPerMin: 20,
      systolicMmHg: 102,
      diastolicMmHg: 64,
      spo2Percent: 95,
    },
    auxiliaryExams:
      '心电图：V1–V4 导联 ST 段抬高 0.3–0.5 mV，III、aVF 导联 ST 段压低。高敏肌钙蛋白 I 0.8 ng/mL。床旁超声心动图见附件。',
    treatmentSoFar: '吸氧、心电监护，建立静脉通路，吗啡 3 mg 静推。',
    provisionalDiagnoses: [{ code: 'I21.0', name: '前壁急性透壁性心肌梗死' }],
    onset: -90,
    lastKnownWell: null,
    nihss: null,
    glucoseMmolL: 7.4,
    troponin: 'hs-cTnI 0.8 ng/mL',
  },
  reason: '最近的 PCI 中心相距 110 km，预计转运超过 120 分钟。',
  purpose: '判读心电图，明确再灌注策略。',
  questions: ['是否符合前壁 STEMI？', '能否就地溶栓，方案如何？', '转运前需要做哪些准备？'],
  consent: { status: 'oralEmergency', signedBy: '李某军', relation: '本人', recording: 'granted' },
  seededState: 'archived',
  submittedAt: -11_520,
  startsAt: -11_517,
  returnItems: [],
  experts: [{ expertKey: 'tao', role: 'chief' }],
  declined: [],
  records: [
    { kind: 'study', slug: 'stemi-ecg', takenAt: -72, title: '十二导联心电图（合成示例波形）' },
    { kind: 'study', slug: 'stemi-echo', takenAt: -41, title: '床旁超声心动图（示例影像，单幅）' },
    { kind: 'lab', patientKey: 'li', title: '急诊检验', takenAt: -57 },
    {
      kind: 'study',
      slug: 'stemi-angiography',
      takenAt: 12 * 60,
      title: '冠状动脉造影（示例影像，右冠状动脉）',
    },
  ],
  opinions: [
    {
      expertKey: 'tao',
      text: 'V1–V4 导联 ST 段弓背向上抬高 0.3–0.5 mV，下壁导联对应性压低，符合急性前壁 STEMI。无溶栓禁忌，转运 PCI 时间过长，建议就地溶栓后转运。',
      agreesWithChief: true,
    },
  ],
  report: {
    caseSummary:
      '男，58 岁，持续胸痛 90 分钟，HR 98 次/分，BP 102/64 mmHg，hs-cTnI 0.8 ng/mL，距 PCI 中心 110 km。',
    findings:
      '十二导联心电图：窦性心律，V1–V4 导联 ST 段抬高 0.3–0.5 mV，III、aVF 导联 ST 段压低 0.1–0.2 mV。',
    conclusion: '急性前壁 ST 段抬高型心肌梗死，Killip I 级，无溶栓禁忌。',
    recommendations:
      '1. 重组人 TNK 组织型纤溶酶原激活剂 16 mg 静脉推注（5–10 秒）。\n2. 阿司匹林 300 mg、氯吡格雷 300 mg 嚼服。\n3. 普通肝素 60 U/kg 静推（不超过 4000 U），继以 12 U/kg/h（不超过 1000 U/h）维持。\n4. 溶栓后 60–90 分钟复查心电图评估再通；立即启动转运，3–24 小时内行冠脉造影，溶栓失败者行补救 PCI。',
    precautions: '观察血压、心律及出血表现；出现意识改变立即停用抗栓药并行头颅 CT。',
    diagnoses: [{ code: 'I21.0', name: '前壁急性透壁性心肌梗死' }],
    dissent: [],
    keyImages: [],
  },
  amendment: null,
  receipt: {
    decision: 'adopted',
    reason: '',
    plan: '已给予 TNK 16 mg，胸痛 40 分钟后缓解，随救护车转运。',
    afterMinutes: 12,
  },
  lateEntry: {
    afterMinutes: 300,
    treatmentSoFar:
      '吸氧、心电监护，建立静脉通路，吗啡 3 mg 静推。会诊后已按意见溶栓并联系转运，途中心电监护，生命体征平稳。',
  },
  followUps: [
    {
      label: '7 天',
      dueAfterDays: 7,
      questions: ['冠脉造影结果及处理？', '左室射血分数？', '有无出血并发症？'],
      answer: {
        afterDays: 7,
        answers: ['前降支近段残余狭窄 80%，植入支架 1 枚。', '48%。', '无。'],
        condition: 'improved',
        efficacy: 8,
        scales: [{ name: 'LVEF', value: 48 }],
      },
      reviewNote: '双联抗血小板至少 12 个月，评估加用沙库巴曲缬沙坦。',
    },
  ],
  ratings: [
    { party: 'requester', score: 5, comment: '心电图判读及时，溶栓方案可直接执行。' },
    { party: 'expert', score: 5, comment: '资料完整，发病时间记录明确。' },
  ],
  criticalFinding: '心电图提示急性前壁 ST 段抬高型心肌梗死，请立即处理并确认。',
  parentKey: null,
};

/** Scenario 6: bedside consultation from the ICU with a content stream. */
export const ards: DemoScenario = {
  number: 6,
  key: 'ards',
  title: { zh: '重症肺炎伴急性呼吸窘迫综合征', en: 'Severe pneumonia with ARDS' },
  patientKey: 'zhao',
  requesterAccount: 'county',
  mode: 'video',
  urgency: 'routine',
  mdt: false,
  profile: 'general',
  departments: ['重症医学科', '呼吸与危重症医学科'],
  clinical: {
    chiefComplaint: '发热、咳嗽 6 天，进行性呼吸困难 2 天。',
    presentIllness:
      '6 天前受凉后发热，最高 39.6℃，咳黄痰。2 天前呼吸困难进行性加重，1 天前气管插管机械通气，转入 ICU。现镇静镇痛下，容量控制通气，FiO2 0.6，PEEP 8 cmH2O，平台压 29 cmH2O，氧合指数 118 mmHg。',
    pastHistory: '2 型糖尿病 5 年，二甲双胍治疗。否认慢性肺病、心脏病史。',
    allergies: '青霉素皮试阳性。',
    physicalExam:
      '镇静状态，RASS -3 分。双肺可闻及广泛湿啰音。心律齐，无杂音。腹软。双下肢无水肿。去甲肾上腺素 0.15 µg/kg/min 维持。',
    vitals: {
      temperatureC: 38.7,
      pulsePerMin: 116,
      respirationPerMin: 24,
      systolicMmHg: 108,
      diastolicMmHg: 62,
      spo2Percent: 91,
    },
    auxiliaryExams:
      '床旁胸片（呼吸机连接受限，未接入系统）：双肺弥漫渗出。PCT 6.8 ng/mL，WBC 19.6×10⁹/L，CRP 214 mg/L，乳酸 2.9 mmol/L。',
    treatmentSoFar: '美罗培南联合莫西沙星抗感染，保护性通气，液体管理，间断镇静。',
    provisionalDiagnoses: [
      { code: 'J80', name: '急性呼吸窘迫综合征' },
      { code: 'J15.9', name: '细菌性肺炎' },
    ],
    onset: -8640,
    lastKnownWell: null,
    nihss: null,
    glucoseMmolL: 11.2,
    troponin: '',
  },
  reason: '中重度 ARDS，氧合改善不明显，是否俯卧位及 ECMO 转运存在疑问。',
  purpose: '指导机械通气策略与下一步治疗。',
  questions: [
    'PEEP 如何滴定？',
    '是否开始俯卧位通气，时间多长？',
    '达到何种标准应联系 ECMO 团队？',
  ],
  consent: { status: 'signed', signedBy: '赵某民之妻', relation: '配偶', recording: 'granted' },
  seededState: 'scheduled',
  submittedAt: -1080,
  startsAt: 25,
  returnItems: [],
  experts: [
    { expertKey: 'cen', role: 'chief' },
    { expertKey: 'rong', role: 'member' },
  ],
  declined: [],
  records: [{ kind: 'lab', patientKey: 'zhao', title: '血气分析与炎症指标' }],
  opinions: [],
  report: null,
  amendment: null,
  receipt: null,
  followUps: [],
  ratings: [],
  criticalFinding: null,
  parentKey: null,
};
