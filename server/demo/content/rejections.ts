import type { RejectCode } from './vocabulary';

/** What a triage nurse wrote when a request was not taken on, by reason; synthetic. */
export const REJECTION_TEXTS: Readonly<Record<RejectCode, string>> = {
  R01: '补充后仍缺近期检验和首诊病历，无法评估，请备齐后重新申请。',
  R02: '影像仅有屏幕翻拍，缺薄层序列，请上传 DICOM 原始影像后重新申请。',
  R03: '问题属外科处理范围，本学科不宜代答，请按建议学科重新申请。',
  R04: '病情危重且当地不具备处置条件，建议先稳定生命体征并联系转诊。',
  R05: '未写明希望专家回答的问题，请列出具体的诊断或治疗疑问。',
  R06: '知情同意书缺患者或授权人签名，请补签后重新申请。',
  R07: '同一患者同一问题已有进行中的申请，请在原申请内补充。',
  R08: '所申请项目不在贵院与中心的协议范围内，请与中心协调人联系。',
  R09: '本周相关学科无可用专家，请改约或选择图文会诊。',
  R10: '资料上的姓名与申请所填身份不一致，请核对后重新申请。',
  R99: '经与申请方电话沟通，本次不再进行。',
};
