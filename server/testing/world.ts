import { hash } from '@node-rs/argon2';
import type { Title } from '../../shared/domain/consultation/case';
import type { Actor, HospitalId, Role, UserId } from '../../shared/domain/identity/actor';
import type { Db } from '../db/database';

export const PASSWORD = 'correct horse battery';
/** Cheapest parameters the algorithm takes: these tests are not about its cost. */
let passwordHash: Promise<string> | null = null;

const id = (tail: string) => `7a000000-0000-4000-8000-${tail.padStart(12, '0')}`;

export const HOSPITALS = {
  north: id('101') as HospitalId,
  south: id('102') as HospitalId,
  centre: id('100') as HospitalId,
} as const;
export const ROOMS = {
  centreOne: id('201'),
  centreTwo: id('202'),
  northOne: id('211'),
  northTwo: id('212'),
  southOne: id('221'),
} as const;

type Place = keyof typeof HOSPITALS;
type PersonRow = {
  readonly role: Role;
  readonly at: Place | null;
  readonly name: string;
  readonly title?: Title;
};

/** Everybody the tests act as; the key is the account name. */
export const PEOPLE = {
  requester: { role: 'requester', at: 'north', name: '北申请' },
  colleague: { role: 'requester', at: 'north', name: '北同事' },
  hospitaladmin: { role: 'hospitalAdmin', at: 'north', name: '北医务' },
  stranger: { role: 'requester', at: 'south', name: '南申请' },
  southadmin: { role: 'hospitalAdmin', at: 'south', name: '南医务' },
  triage: { role: 'triage', at: 'centre', name: '分诊甲' },
  triagetwo: { role: 'triage', at: 'centre', name: '分诊乙' },
  coordinator: { role: 'coordinator', at: 'centre', name: '管理员' },
  technician: { role: 'technician', at: 'centre', name: '技术员' },
  sysadmin: { role: 'sysadmin', at: 'centre', name: '系统' },
  auditor: { role: 'auditor', at: 'centre', name: '审计' },
  guest: { role: 'guest', at: null, name: '家属' },
  chief: { role: 'expert', at: 'centre', name: '专家主', title: 'chief' },
  member: { role: 'expert', at: 'centre', name: '专家员', title: 'associateChief' },
  outsider: { role: 'expert', at: 'centre', name: '专家旁', title: 'chief' },
  fourth: { role: 'expert', at: 'centre', name: '专家四', title: 'chief' },
  fifth: { role: 'expert', at: 'centre', name: '专家五', title: 'chief' },
  junior: { role: 'expert', at: 'centre', name: '主治', title: 'attending' },
} as const satisfies Record<string, PersonRow>;
export type PersonKey = keyof typeof PEOPLE;
export const PERSON_KEYS = Object.keys(PEOPLE) as PersonKey[];

export const idOf = (key: PersonKey): UserId =>
  id(String(301 + PERSON_KEYS.indexOf(key))) as UserId;
export const actorOf = (key: PersonKey): Actor => {
  const { role, at } = PEOPLE[key];
  return { userId: idOf(key), role, hospitalId: at && HOSPITALS[at] };
};
export const phoneOf = (key: PersonKey) => `000-${String(1001 + PERSON_KEYS.indexOf(key))}`;

/** Two counties with agreements, the centre, their rooms, and people of every role. */
export async function seedWorld(db: Db): Promise<void> {
  const hospitals = [
    { id: HOSPITALS.centre, code: 'C0', name: '测试中心', kind: 'centre' as const, city: '省会' },
    { id: HOSPITALS.north, code: 'N1', name: '北县医院', kind: 'county' as const, city: '北市' },
    { id: HOSPITALS.south, code: 'S1', name: '南县医院', kind: 'county' as const, city: '南市' },
  ];
  await db
    .insertInto('hospital')
    .values(hospitals.map((row) => ({ ...row, line_mbps: 10 })))
    .execute();
  await db
    .insertInto('agreement')
    .values(
      [HOSPITALS.north, HOSPITALS.south].map((hospital_id, index) => ({
        id: id(`15${index}`),
        hospital_id,
        valid_from: '2020-01-01',
        valid_to: '2039-12-31',
      })),
    )
    .execute();
  await db
    .insertInto('room')
    .values([
      { id: ROOMS.centreOne, hospital_id: HOSPITALS.centre, name: '1号会诊室' },
      { id: ROOMS.centreTwo, hospital_id: HOSPITALS.centre, name: '2号会诊室' },
      { id: ROOMS.northOne, hospital_id: HOSPITALS.north, name: '北一室' },
      { id: ROOMS.northTwo, hospital_id: HOSPITALS.north, name: '北二室' },
      { id: ROOMS.southOne, hospital_id: HOSPITALS.south, name: '南一室' },
    ])
    .execute();
  await seedPeople(db);
}

async function seedPeople(db: Db): Promise<void> {
  passwordHash ??= hash(PASSWORD, { memoryCost: 64, timeCost: 1, parallelism: 1 });
  const password_hash = await passwordHash;
  const rows: [PersonKey, PersonRow][] = PERSON_KEYS.map((key) => [key, PEOPLE[key]]);
  await db
    .insertInto('app_user')
    .values(
      rows.map(([key, { role, at, name, title }]) => ({
        id: idOf(key),
        account: key,
        password_hash,
        role,
        name,
        hospital_id: at && HOSPITALS[at],
        title: title ?? null,
        phone: phoneOf(key),
        totp_secret: null,
        locked_until: null,
      })),
    )
    .execute();
  const experts = rows.filter(([, { role }]) => role === 'expert');
  await db
    .insertInto('expert_profile')
    .values(
      experts.map(([key, { title }]) => ({
        user_id: idOf(key),
        title: title ?? 'attending',
        licence_no: `L-${key}`,
        licence_valid_until: '2039-12-31',
        department_name: '胸外科',
        on_call: true,
      })),
    )
    .execute();
}
