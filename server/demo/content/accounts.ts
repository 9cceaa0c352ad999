import { DEMO_EXPERTS } from './expertTable';
import type { DemoAccount } from './types';

type Staff = Omit<DemoAccount, 'expertKey' | 'phone'>;

const staff = (number: number, account: Staff): DemoAccount => ({
  ...account,
  phone: `000-777${String(number).padStart(4, '0')}`,
  expertKey: null,
});

function expert(account: string, expertKey: string): DemoAccount {
  const person = DEMO_EXPERTS.find(({ key }) => key === expertKey);
  if (!person) throw new Error(`no demo expert ${expertKey}`);
  const { name, departmentName, title, phone } = person;
  return {
    account,
    role: 'expert',
    name,
    hospitalKey: 'centre',
    departmentName,
    title,
    phone,
    expertKey,
  };
}

/**
 * Accounts to sign in with. `expert1`, `expert2` and `chief` are people of the expert library (`expertKey`), so that
 * their invitations and reports are the library's. The password is the seeding code's affair.
 */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  staff(1, {
    account: 'county',
    role: 'requester',
    name: '王砚清',
    hospitalKey: 'baiquan',
    departmentName: '急诊医学科',
    title: 'attending',
  }),
  staff(2, {
    account: 'county2',
    role: 'requester',
    name: '陆松年',
    hospitalKey: 'qinghe',
    departmentName: '内科',
    title: 'attending',
  }),
  staff(3, {
    account: 'county3',
    role: 'requester',
    name: '乔晚宁',
    hospitalKey: 'yuanshan',
    departmentName: '儿科',
    title: 'associateChief',
  }),
  staff(4, {
    account: 'triage',
    role: 'triage',
    name: '冉知节',
    hospitalKey: 'centre',
    departmentName: '分诊台',
    title: 'associateChief',
  }),
  staff(5, {
    account: 'coordinator',
    role: 'coordinator',
    name: '沈听澜',
    hospitalKey: 'centre',
    departmentName: '会诊管理办公室',
    title: null,
  }),
  expert('expert1', 'gu'),
  expert('expert2', 'rong'),
  expert('chief', 'geng'),
  staff(6, {
    account: 'technician',
    role: 'technician',
    name: '计怀远',
    hospitalKey: 'centre',
    departmentName: '信息技术部',
    title: null,
  }),
  staff(7, {
    account: 'sysadmin',
    role: 'sysadmin',
    name: '戚守一',
    hospitalKey: 'centre',
    departmentName: '信息技术部',
    title: null,
  }),
  staff(8, {
    account: 'auditor',
    role: 'auditor',
    name: '温执中',
    hospitalKey: 'centre',
    departmentName: '审计办公室',
    title: null,
  }),
  staff(9, {
    account: 'admin-baiquan',
    role: 'hospitalAdmin',
    name: '常佩兰',
    hospitalKey: 'baiquan',
    departmentName: '医务科',
    title: null,
  }),
  staff(10, {
    account: 'admin-qinghe',
    role: 'hospitalAdmin',
    name: '祝有容',
    hospitalKey: 'qinghe',
    departmentName: '医务科',
    title: null,
  }),
  staff(11, {
    account: 'admin-yuanshan',
    role: 'hospitalAdmin',
    name: '路行之',
    hospitalKey: 'yuanshan',
    departmentName: '医务科',
    title: null,
  }),
  staff(12, {
    account: 'admin-lantian',
    role: 'hospitalAdmin',
    name: '夏观颐',
    hospitalKey: 'lantian',
    departmentName: '医务科',
    title: null,
  }),
];
