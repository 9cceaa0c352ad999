/** What the people of the story write; the patient is the demo patient whose CT is bundled. */
export const PATIENT = {
  name: '王某芳',
  idNumber: '999999196408213268',
  inpatientNo: 'BQ2611-0388',
  ward: '呼吸内科一病区',
  bed: '17',
  department: '呼吸与危重症医学科',
  phone: '000-5550103',
} as const;

export const CLINICAL = {
  chiefComplaint: '体检发现右上肺结节 8 个月，复查增大 1 周。',
  presentIllness:
    '8 个月前外院胸部 CT 发现右上肺结节，短径约 11 mm；1 周前复查短径约 14 mm。无发热、咯血、胸痛。',
  physicalExam: '锁骨上淋巴结未触及。双肺呼吸音清。',
  purpose: '明确结节性质、手术指征与切除范围。',
} as const;

export const FIX = { asked: '请补充体温和血氧饱和度', answered: '已补充体温与血氧饱和度' } as const;

export const OPINIONS = {
  agreeing: '结节分叶明显，8 个月间短径增大，倾向恶性，支持解剖性肺段切除。',
  dissenting:
    '外院仅有胶片，层厚不明，增大结论的可靠性有限；建议先行 PET-CT，3 个月后同条件复查再决定手术。',
} as const;

export const REPORT = {
  caseSummary: '女，62 岁，右上肺结节 8 个月，复查增大。',
  findings: '右肺上叶前段实性为主结节，边缘分叶，短径约 14 mm。',
  conclusion: '右肺上叶前段实性为主结节，较前增大，恶性可能大。',
  recommendations: '完善 PET-CT 分期，无远处转移者行胸腔镜右上肺前段切除，术中冰冻。',
} as const;

export const PLAN = '采纳会诊意见，完善 PET-CT 后联系转诊手术。';
export const FOLLOW_UP = {
  answer: '已完成 PET-CT，无远处转移，拟择期手术。',
  review: '同意按计划手术，术后一周再回访。',
} as const;
