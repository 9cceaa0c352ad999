import { userIdSchema } from '../../../shared/domain/identity/actor';
import { emptyReport, type KeyImage } from '../../../shared/domain/report/report';
import type { ReportDocumentModel } from '../reportDocumentModel';

const CHIEF = userIdSchema.parse('00000000-0000-4000-8000-000000000001');
const MEMBER = userIdSchema.parse('00000000-0000-4000-8000-000000000002');
const RADIOLOGIST = userIdSchema.parse('00000000-0000-4000-8000-000000000003');

export const keyImage = (number: number, caption: string): KeyImage => ({
  studyInstanceUid: '1.2.826.0.1.1',
  seriesInstanceUid: '1.2.826.0.1.1.1',
  sopInstanceUid: `1.2.826.0.1.1.1.${number}`,
  frameNumber: 1,
  window: { centre: -600, width: 1500 },
  caption,
});

/** An invented lung nodule MDT with a minority opinion, second version. */
export const mdtReport: ReportDocumentModel = {
  language: 'zh-CN',
  requestNo: 'HZ202611240231',
  consultingInstitution: '省远程医学中心',
  requestingInstitution: '柏泉县人民医院',
  patient: {
    name: '王试芳',
    sex: 'female',
    birthDate: '1964-03-02',
    hospitalNo: 'ZY0082315',
    departmentName: '呼吸与危重症医学科',
    bed: '12',
  },
  consultation: {
    startedAt: '2026-11-24T07:00:00Z',
    endedAt: '2026-11-24T07:26:00Z',
    mode: 'video',
    urgency: 'routine',
    mdt: true,
    requesterName: '王医生',
    purpose: '右肺上叶部分实性结节 8 个月内增大，请多学科会诊明确性质与处理方式。',
    experts: [
      { name: '陈主任', title: 'chief', departmentName: '胸外科' },
      { name: '林医师', title: 'associateChief', departmentName: '呼吸科' },
      { name: '何医师', title: 'chief', departmentName: '医学影像科' },
    ],
  },
  content: {
    ...emptyReport(),
    caseSummary:
      '患者女，62岁，体检发现右肺上叶结节 8 个月，无咳嗽、咯血、胸痛，体重无明显变化。\n既往高血压病史 6 年，规律服用氨氯地平 5 mg qd；无吸烟史，无肿瘤家族史。',
    findings:
      '胸部薄层 CT（2026-11-20）：右肺上叶尖段见部分实性结节，最大径 14 mm，实性成分 6 mm，边缘见毛刺，邻近胸膜牵拉；纵隔未见肿大淋巴结。\n与 2026-03 外院胶片（按标尺校准）比较，最大径由约 11 mm 增至 14 mm，实性成分新出现。\nCEA 4.1 ng/mL（参考值 < 5.0 ng/mL）。',
    conclusion:
      '1. 右肺上叶部分实性结节，8 个月内增大并出现实性成分，恶性可能性大（cT1b N0 M0 可能，Lung-RADS 4B）。\n2. 多学科共识：建议手术切除，首选右肺上叶尖段切除加淋巴结采样。',
    recommendations:
      '1. 完善肺功能、心脏超声、头颅 MRI 增强及全身 PET-CT。\n2. 转省级医院胸外科行胸腔镜下肺段切除，术中冰冻决定切除范围。\n3. 术前停用抗血小板药物者按规范桥接；氨氯地平照常服用。',
    precautions: '等待手术期间出现咯血、胸痛或呼吸困难，请立即联系会诊中心或急诊就诊。',
    diagnoses: [
      { code: 'R91.x01', name: '右肺上叶部分实性结节，肺腺癌可能' },
      { code: 'I10.x00', name: '高血压病' },
    ],
    dissent: [
      {
        expertId: RADIOLOGIST,
        expertName: '何医师（医学影像科）',
        text: '外院胶片测量误差约 ±2 mm，增大幅度处于误差边缘。建议 3 个月后以同层厚低剂量薄层 CT 复查，如实性成分 ≥ 8 mm 再行手术。',
      },
    ],
    keyImages: [
      keyImage(1, '右肺上叶尖段结节，轴位'),
      keyImage(2, '同层面纵隔窗，实性成分 6 mm'),
      keyImage(3, '冠状位重建，胸膜牵拉'),
    ],
  },
  header: {
    version: 2,
    publishedAt: '2026-11-25T01:12:00Z',
    signatories: [
      signatory(CHIEF, ['陈主任', 'chief', '胸外科'], 'chief', true),
      signatory(MEMBER, ['林医师', 'associateChief', '呼吸科'], 'member', true),
      signatory(RADIOLOGIST, ['何医师', 'chief', '医学影像科'], 'member', false),
    ],
    amendmentReason: '补充 CEA 结果，更正分期表述。',
    supersedes: 1,
    conclusionChanged: true,
    contentSha256: '3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8553',
  },
  pictures: [],
  verification: {
    code: 'K7QF3MRT9XWAHD2E',
    url: 'https://hz.example.cn/verify#K7QF3MRT9XWAHD2E',
  },
  watermark: null,
};

function signatory(
  userId: typeof CHIEF,
  [name, title, departmentName]: readonly [string, string, string],
  role: 'chief' | 'member',
  agrees: boolean,
) {
  return {
    userId,
    name,
    title,
    hospitalName: '省远程医学中心',
    departmentName,
    role,
    signedAt: '2026-11-25T01:10:00Z',
    agrees,
  };
}
