import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Db } from '../db/database';
import { parseIcd10Csv } from '../../shared/domain/terminology/icd10Csv';
import { storeIcd10 } from '../modules/administration/icd10';
import { hashPassword } from '../modules/sessions/passwords';
import { DEMO_ACCOUNTS } from './content/accounts';
import { DEMO_DEPARTMENTS } from './content/departments';
import { demoUuid } from './content/demoUuid';
import { DEMO_DICTIONARIES } from './content/dictionaries';
import { DEMO_EXPERTS } from './content/expertTable';
import { DEMO_HOSPITALS, DEMO_ROOMS } from './content/hospitals';

export const DEMO_PASSWORD = 'huizhen-demo';

export const hospitalId = (key: string) => demoUuid(`hospital/${key}`);
export const expertId = (key: string) => demoUuid(`expert/${key}`);
export const roomId = (key: string) => demoUuid(`room/${key}`);
export const accountId = (account: string): string => {
  const found = DEMO_ACCOUNTS.find((entry) => entry.account === account);
  return found?.expertKey ? expertId(found.expertKey) : demoUuid(`user/${account}`);
};

/** Hospitals, departments, rooms, people, ICD-10: everything a centre has before its first request. */
export async function seedBaseData(db: Db, resourcesDir: string): Promise<void> {
  const password_hash = await hashPassword(DEMO_PASSWORD);
  const icd10 = parseIcd10Csv(await readFile(path.join(resourcesDir, 'icd10/icd10.csv'), 'utf8'));
  if (!icd10.ok) throw new Error(`bundled ICD-10 table: ${icd10.error.message}`);
  await storeIcd10(db, icd10.value); // an upsert: a repeated first start does no harm
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('hospital')
      .values(
        DEMO_HOSPITALS.map((hospital) => ({
          id: hospitalId(hospital.key),
          code: hospital.code,
          name: hospital.name,
          kind: hospital.kind,
          city: hospital.city,
          level: hospital.level,
          line_mbps: hospital.lineMbps,
          local_approval: hospital.localApproval,
        })),
      )
      .execute();
    await tx
      .insertInto('agreement')
      .values(
        DEMO_HOSPITALS.filter((hospital) => hospital.kind === 'county').map((hospital) => ({
          id: demoUuid(`agreement/${hospital.key}`),
          hospital_id: hospitalId(hospital.key),
          valid_from: hospital.agreement.validFrom,
          valid_to: hospital.agreement.validTo,
        })),
      )
      .execute();
    await tx
      .insertInto('dictionary_entry')
      .values(
        Object.entries(DEMO_DICTIONARIES).flatMap(([kind, entries]) =>
          entries.map(({ code, name, nameEn }, index) => ({
            kind,
            code,
            name,
            name_en: nameEn,
            sort: index + 1,
            active: true,
          })),
        ),
      )
      .execute();
    await tx
      .insertInto('department')
      .values(
        DEMO_DEPARTMENTS.map((department) => ({
          id: demoUuid(`department/${department.key}`),
          hospital_id: hospitalId('centre'),
          name: department.name,
        })),
      )
      .execute();
    await tx
      .insertInto('room')
      .values(
        DEMO_ROOMS.map((room) => ({
          id: roomId(room.key),
          hospital_id: hospitalId(room.hospitalKey),
          name: room.name,
          capacity: room.capacity,
          terminal: room.terminal,
          device_type: room.deviceType,
        })),
      )
      .execute();
    const accounts = DEMO_ACCOUNTS.filter((account) => account.expertKey === null).map(
      (account) => ({
        id: accountId(account.account),
        account: account.account,
        password_hash,
        role: account.role,
        name: account.name,
        hospital_id: hospitalId(account.hospitalKey),
        department_name: account.departmentName,
        title: account.title,
        phone: account.phone,
        email: '',
        totp_secret: null,
        locked_until: null,
      }),
    );
    const experts = DEMO_EXPERTS.map((expert) => ({
      id: expertId(expert.key),
      account:
        DEMO_ACCOUNTS.find((account) => account.expertKey === expert.key)?.account ??
        `expert-${expert.key}`,
      password_hash,
      role: 'expert',
      name: expert.name,
      hospital_id: hospitalId('centre'),
      department_name: expert.departmentName,
      title: expert.title,
      phone: expert.phone,
      email: '',
      totp_secret: null,
      locked_until: null,
    }));
    await tx
      .insertInto('app_user')
      .values([...accounts, ...experts])
      .execute();
    await tx
      .insertInto('expert_profile')
      .values(
        DEMO_EXPERTS.map((expert) => ({
          user_id: expertId(expert.key),
          title: expert.title,
          licence_no: expert.licenceNo,
          licence_valid_until: expert.licenceValidUntil,
          department_name: expert.departmentName,
          specialties: [...expert.specialties],
          skills: [...expert.skills],
          languages: [...expert.languages],
          service_on: expert.serviceOn,
          on_call: expert.onCall,
        })),
      )
      .execute();
  });
}
