/** A complete routine request, with the long texts real ones have. */
export const requestForm = (name = '王某芳') => ({
  patient: {
    name,
    sex: 'female',
    birthDate: '1964-03-02',
    identityVerified: true,
    canAttend: true,
  },
  clinical: {
    chiefComplaint: '体检发现右肺结节 8 个月',
    presentIllness: '8 个月前体检发现右肺上叶结节,复查增大,无咳嗽咯血。'.repeat(40),
    pastHistory: '否认高血压、糖尿病史。'.repeat(20),
    physicalExam: '双肺呼吸音清,未闻及干湿啰音。'.repeat(10),
    provisionalDiagnoses: [{ code: 'R91.x00', name: '肺结节' }],
  },
  wishes: {
    mode: 'video',
    urgency: 'routine',
    profile: 'general',
    purpose: '明确性质与处理方案',
    departmentNames: ['胸外科'],
    windows: [{ startsAt: '2099-11-25T01:00:00.000Z', endsAt: '2099-11-25T03:00:00.000Z' }],
    feeNoticed: true,
    contactPhone: '000-0000001',
  },
  consent: {
    status: 'signed',
    signedBy: name,
    relation: '本人',
    signedAt: '2026-01-01T02:00:00.000Z',
    recording: 'granted',
  },
});
