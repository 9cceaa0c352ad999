import type { Random } from './random';

const SURNAMES = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕',
];
const GIVEN = [...'安宁平静和顺清远明芳兰英华梅春秋山河云雨田林松柏'];

/** Anonymous in form (某), so that nobody takes a demo patient for a real one. */
export const historyName = (random: Random): string =>
  `${random.pick(SURNAMES)}某${random.pick(GIVEN)}`;

/** A birth date with which the patient has exactly this age on the day of submission. */
export function ageAsBirthDate(ageYears: number, submittedAt: string, random: Random): string {
  const birth = new Date(submittedAt);
  birth.setUTCFullYear(birth.getUTCFullYear() - ageYears);
  birth.setUTCDate(birth.getUTCDate() - random.between(2, ageYears === 0 ? 40 : 350));
  return birth.toISOString().slice(0, 10);
}
