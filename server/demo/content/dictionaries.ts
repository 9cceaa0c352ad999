import { DEMO_HOSPITALS } from './hospitals';

type Entry = { readonly code: string; readonly name: string; readonly nameEn: string };

/** Dictionaries as a centre would keep them; codes are our own. */
export const DEMO_DICTIONARIES: Readonly<Record<string, readonly Entry[]>> = {
  region: [...new Set(DEMO_HOSPITALS.map(({ city }) => city))].map((name, index) => ({
    code: `D${index + 1}`,
    name,
    nameEn: '',
  })),
  rejectReason: [
    { code: 'R01', name: '资料不完整', nameEn: 'Incomplete material' },
    { code: 'R02', name: '影像质量不足或缺序列', nameEn: 'Images inadequate' },
    { code: 'R03', name: '专科不符', nameEn: 'Wrong specialty' },
    {
      code: 'R04',
      name: '病情不宜远程会诊，建议转诊或急救',
      nameEn: 'Not suited to tele-consultation',
    },
    { code: 'R05', name: '会诊目的不明确', nameEn: 'Purpose unclear' },
    { code: 'R06', name: '知情同意缺失或不合规', nameEn: 'Consent missing' },
    { code: 'R07', name: '重复申请', nameEn: 'Duplicate request' },
    { code: 'R08', name: '超出协议范围', nameEn: 'Outside the agreement' },
    { code: 'R09', name: '暂无可用专家', nameEn: 'No expert available' },
    { code: 'R10', name: '身份信息不符', nameEn: 'Identity mismatch' },
    { code: 'R99', name: '其他', nameEn: 'Other' },
  ],
  feeCategory: [
    { code: 'selfPay', name: '自费', nameEn: 'Self-pay' },
    { code: 'insurance', name: '医保', nameEn: 'Insurance' },
    { code: 'publicWelfare', name: '公益项目', nameEn: 'Public welfare' },
    { code: 'free', name: '免费', nameEn: 'Free of charge' },
  ],
  relation: [
    { code: 'self', name: '本人', nameEn: 'Self' },
    { code: 'spouse', name: '配偶', nameEn: 'Spouse' },
    { code: 'father', name: '父亲', nameEn: 'Father' },
    { code: 'mother', name: '母亲', nameEn: 'Mother' },
    { code: 'child', name: '子女', nameEn: 'Child' },
    { code: 'other', name: '其他', nameEn: 'Other' },
  ],
  consentTemplate: [
    {
      code: 'general',
      name: '远程会诊知情同意书',
      nameEn: 'Informed consent to tele-consultation',
    },
    {
      code: 'guardian',
      name: '远程会诊知情同意书（监护人）',
      nameEn: 'Informed consent, guardian',
    },
  ],
};
