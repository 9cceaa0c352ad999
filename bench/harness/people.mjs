// A provincial network in SQL: 120 county hospitals, 600 doctors, 60 experts, the centre's staff.
import { hash } from '@node-rs/argon2';

export const PASSWORD = 'bench password';
const uuid = (kind, n) => `b0000000-0000-4000-8${kind}00-${String(n).padStart(12, '0')}`;
export const hospitalId = (n) => uuid(1, n);
export const doctorId = (n) => uuid(2, n);
export const expertId = (n) => uuid(3, n);
export const roomId = (n) => uuid(4, n);
export const HOSPITALS = 120;
export const DOCTORS = 600;
export const EXPERTS = 60;

/** @param client A connected pg.Client or a pg.Pool. */
export async function seedPeople(client) {
  const password = await hash(PASSWORD, { memoryCost: 64, timeCost: 1, parallelism: 1 });
  await client.query(
    `insert into hospital (id, code, name, kind, city)
       select ('b0000000-0000-4000-8100-' || lpad(n::text, 12, '0'))::uuid, 'H' || n,
         case n when 0 then '省中心' else '第' || n || '县医院' end,
         case n when 0 then 'centre' else 'county' end, '第' || n % 18 || '市'
       from generate_series(0, ${HOSPITALS}) n`,
  );
  await client.query(
    `insert into agreement (id, hospital_id, valid_from, valid_to)
       select gen_random_uuid(), id, '2020-01-01', '2039-12-31' from hospital where kind = 'county'`,
  );
  await client.query(
    `insert into app_user (id, account, password_hash, role, name, hospital_id)
       select ('b0000000-0000-4000-8200-' || lpad(n::text, 12, '0'))::uuid, 'doctor' || n, $1, 'requester',
         substr('王李张刘陈杨赵黄周吴', 1 + n % 10, 1) || '医' || chr(19968 + n),
         ('b0000000-0000-4000-8100-' || lpad((1 + n % ${HOSPITALS})::text, 12, '0'))::uuid
       from generate_series(0, ${DOCTORS - 1}) n`,
    [password],
  );
  await client.query(
    `insert into app_user (id, account, password_hash, role, name, hospital_id)
       select ('b0000000-0000-4000-8300-' || lpad(n::text, 12, '0'))::uuid, 'expert' || n, $1, 'expert',
         '专家' || chr(20968 + n), '${hospitalId(0)}' from generate_series(0, ${EXPERTS - 1}) n`,
    [password],
  );
  await client.query(
    `insert into expert_profile (user_id, title, licence_no, licence_valid_until, department_name, on_call)
       select id, 'chief', account, '2039-12-31', '胸外科', true from app_user where role = 'expert'`,
  );
  for (const [account, role, hospital] of [
    ['triage', 'triage', 0],
    ['coordinator', 'coordinator', 0],
    ['office', 'hospitalAdmin', 1],
    ['technician', 'technician', 1],
  ]) {
    await client.query(
      `insert into app_user (id, account, password_hash, role, name, hospital_id)
         values (gen_random_uuid(), $1, $2, $3, $1, $4)`,
      [account, password, role, hospitalId(hospital)],
    );
  }
}

export async function signIn(url, account, password = PASSWORD) {
  const response = await fetch(`${url}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password }),
  });
  if (response.status !== 201) throw new Error(`sign-in of ${account}: ${response.status}`);
  return (await response.json()).token;
}
