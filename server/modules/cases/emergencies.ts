import type { z } from 'zod';
import type { ringingSchema } from '../../../shared/api/cases';
import type { Actor } from '../../../shared/domain/identity/actor';
import { ageInYears } from '../../../shared/domain/identity/age';
import type { Db } from '../../db/database';
import { parseCase } from './caseRow';

/** Emergencies nobody has answered yet. Experts hear them only while on call, and see no identity before answering. */
export async function readRinging(
  db: Db,
  actor: Actor,
  at: string,
): Promise<z.output<typeof ringingSchema>[]> {
  if (actor.role === 'expert' && !(await isOnCall(db, actor.userId))) return [];
  const rows = await db
    .selectFrom('consultation')
    .innerJoin('hospital', 'hospital.id', 'consultation.hospital_id')
    .select(['consultation.body', 'hospital.name'])
    .where('state', '=', 'submitted')
    .where('urgency', '=', 'emergency')
    .orderBy('submitted_at')
    .limit(20)
    .execute();
  return rows.map((row) => {
    const current = parseCase(row.body);
    const { patient, clinical } = current.form;
    return {
      caseId: current.id,
      version: current.version,
      requestNo: current.requestNo ?? '',
      hospitalName: row.name,
      ageYears: patient.birthDate ? ageInYears(patient.birthDate, at) : null,
      sex: patient.sex,
      chiefComplaint: clinical.chiefComplaint,
      onsetAt: clinical.onsetAt,
      submittedAt: current.submittedAt ?? current.updatedAt,
    };
  });
}

async function isOnCall(db: Db, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('expert_profile')
    .select('user_id')
    .where('user_id', '=', userId)
    .where('on_call', '=', true)
    .where('service_on', '=', true)
    .executeTakeFirst();
  return row !== undefined;
}
