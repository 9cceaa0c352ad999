import { demoIdNumber } from './demoIdNumber';

export type DemoPatient = {
  readonly key: string;
  /** As written in the request form. */
  readonly name: string;
  /** DICOM PN, alphabetic and ideographic groups (PS3.5 6.2.1). */
  readonly dicomName: string;
  readonly sex: 'male' | 'female';
  /** `YYYY-MM-DD`; ages in the scenario texts hold for November 2026. */
  readonly birthDate: string;
  readonly idNumber: string;
  readonly inpatientNo: string;
  readonly hospitalKey: string;
  readonly ward: string;
  readonly bed: string;
  readonly departmentName: string;
  readonly phone: string;
  readonly weightKg: number | null;
  readonly guardian: { readonly name: string; readonly relation: string } | null;
};

type Identity = Pick<DemoPatient, 'key' | 'name' | 'dicomName' | 'sex' | 'birthDate'> & {
  readonly sequence: number;
};
type Stay = Omit<DemoPatient, keyof Identity | 'idNumber' | 'guardian'> &
  Partial<Pick<DemoPatient, 'guardian'>>;

const patient = ({ sequence, ...identity }: Identity, stay: Stay): DemoPatient => ({
  guardian: null,
  ...identity,
  idNumber: demoIdNumber(identity.birthDate, sequence),
  ...stay,
});

/** Invented people. Area code 999999 is not assigned by GB/T 2260, telephone area 000 does not exist. */
export const DEMO_PATIENTS: readonly DemoPatient[] = [
  patient(
    {
      key: 'zhou',
      name: '周某平',
      dicomName: 'Zhou^Mouping=周^某平',
      sex: 'male',
      birthDate: '1959-05-14',
      sequence: 113,
    },
    {
      inpatientNo: 'BQ2611-0417',
      hospitalKey: 'baiquan',
      ward: '急诊抢救区',
      bed: '抢2',
      departmentName: '急诊医学科',
      phone: '000-5550101',
      weightKg: 68,
    },
  ),
  patient(
    {
      key: 'li',
      name: '李某军',
      dicomName: 'Li^Moujun=李^某军',
      sex: 'male',
      birthDate: '1968-03-02',
      sequence: 251,
    },
    {
      inpatientNo: 'QH2611-0093',
      hospitalKey: 'qinghe',
      ward: '急诊科',
      bed: '抢1',
      departmentName: '急诊科',
      phone: '000-5550102',
      weightKg: 59,
    },
  ),
  patient(
    {
      key: 'wang',
      name: '王某芳',
      dicomName: 'Wang^Moufang=王^某芳',
      sex: 'female',
      birthDate: '1964-08-21',
      sequence: 326,
    },
    {
      inpatientNo: 'BQ2611-0388',
      hospitalKey: 'baiquan',
      ward: '呼吸内科一病区',
      bed: '17',
      departmentName: '呼吸与危重症医学科',
      phone: '000-5550103',
      weightKg: 61,
    },
  ),
  patient(
    {
      key: 'zhang',
      name: '张某泽',
      dicomName: 'Zhang^Mouze=张^某泽',
      sex: 'male',
      birthDate: '2023-03-10',
      sequence: 417,
    },
    {
      inpatientNo: 'YS2611-0125',
      hospitalKey: 'yuanshan',
      ward: '儿科病区',
      bed: '9',
      departmentName: '儿科',
      phone: '000-5550104',
      weightKg: 15,
      guardian: { name: '张某峰', relation: '父亲' },
    },
  ),
  patient(
    {
      key: 'chen',
      name: '陈某兰',
      dicomName: 'Chen^Moulan=陈^某兰',
      sex: 'female',
      birthDate: '1977-06-30',
      sequence: 542,
    },
    {
      inpatientNo: 'BQ2611-0290',
      hospitalKey: 'baiquan',
      ward: '普外科二病区',
      bed: '31',
      departmentName: '甲状腺乳腺外科',
      phone: '000-5550105',
      weightKg: 57,
    },
  ),
  patient(
    {
      key: 'zhao',
      name: '赵某民',
      dicomName: 'Zhao^Moumin=赵^某民',
      sex: 'male',
      birthDate: '1972-01-17',
      sequence: 635,
    },
    {
      inpatientNo: 'BQ2611-0402',
      hospitalKey: 'baiquan',
      ward: '重症医学科',
      bed: 'ICU-4',
      departmentName: '重症医学科',
      phone: '000-5550106',
      weightKg: 72,
    },
  ),
  patient(
    {
      key: 'sun',
      name: '孙某霞',
      dicomName: 'Sun^Mouxia=孙^某霞',
      sex: 'female',
      birthDate: '1981-04-09',
      sequence: 728,
    },
    {
      inpatientNo: 'BQ2611-0356',
      hospitalKey: 'baiquan',
      ward: '内分泌科病区',
      bed: '12',
      departmentName: '内分泌科',
      phone: '000-5550107',
      weightKg: 52,
    },
  ),
  patient(
    {
      key: 'liu',
      name: '刘某明',
      dicomName: 'Liu^Mouming=刘^某明',
      sex: 'male',
      birthDate: '1961-10-05',
      sequence: 811,
    },
    {
      inpatientNo: 'QH2611-0071',
      hospitalKey: 'qinghe',
      ward: '外科病区',
      bed: '6',
      departmentName: '外科',
      phone: '000-5550108',
      weightKg: 66,
    },
  ),
  // Same name, sex and birth date as `liu`: one digit of the sequence code differs, and so does the check character.
  patient(
    {
      key: 'liuOther',
      name: '刘某明',
      dicomName: 'Liu^Mouming=刘^某明',
      sex: 'male',
      birthDate: '1961-10-05',
      sequence: 831,
    },
    {
      inpatientNo: 'QH2611-0077',
      hospitalKey: 'qinghe',
      ward: '内科病区',
      bed: '22',
      departmentName: '内科',
      phone: '000-5550109',
      weightKg: 70,
    },
  ),
  patient(
    {
      key: 'zheng',
      name: '郑某娟',
      dicomName: 'Zheng^Moujuan=郑^某娟',
      sex: 'female',
      birthDate: '1965-12-11',
      sequence: 916,
    },
    {
      inpatientNo: 'YS2611-0140',
      hospitalKey: 'yuanshan',
      ward: '内科一病区',
      bed: '28',
      departmentName: '呼吸内科',
      phone: '000-5550110',
      weightKg: 63,
    },
  ),
  patient(
    {
      key: 'huang',
      name: '黄某珍',
      dicomName: 'Huang^Mouzhen=黄^某珍',
      sex: 'female',
      birthDate: '1955-02-11',
      sequence: 184,
    },
    {
      inpatientNo: 'QH2608-0312',
      hospitalKey: 'qinghe',
      ward: '内科病区',
      bed: '15',
      departmentName: '内科',
      phone: '000-5550111',
      weightKg: 58,
    },
  ),
  patient(
    {
      key: 'he',
      name: '何某琳',
      dicomName: 'He^Moulin=何^某琳',
      sex: 'female',
      birthDate: '1988-07-23',
      sequence: 266,
    },
    {
      inpatientNo: 'BQ2611-0411',
      hospitalKey: 'baiquan',
      ward: '神经内科病区',
      bed: '3',
      departmentName: '神经内科',
      phone: '000-5550112',
      weightKg: 55,
    },
  ),
];
