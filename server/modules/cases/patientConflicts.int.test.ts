import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStory } from '../../testing/story';
import { createTestServer, type TestServer } from '../../testing/testServer';

let stage: TestServer;
beforeAll(async () => {
  stage = await createTestServer();
});
afterAll(() => stage.close());

let uid = 0;

/** A complete draft whose CT names the given patient. */
async function draftWithCt(
  ideographic: string,
  identity: 'unverified' | 'accepted',
): Promise<string> {
  const { db } = stage.database;
  const caseId = await createStory(stage).draft();
  const study_instance_uid = `2.25.${++uid}`;
  await db
    .insertInto('dicom_study')
    .values({
      study_instance_uid,
      study_date: null,
      study_time: null,
      accession_number: null,
      study_id: null,
      study_description: null,
      referring_physician: null,
      patient_name_alphabetic: null,
      patient_name_ideographic: ideographic,
      patient_name_phonetic: null,
      patient_id: null,
      patient_birth_date: null,
      patient_sex: null,
      attributes: '{}',
      received_at: stage.clock.now(),
    })
    .execute();
  await db
    .updateTable('case_record')
    .set({ study_instance_uid, payload: JSON.stringify({ identity }) })
    .where('case_id', '=', caseId)
    .where('kind', '=', 'study')
    .execute();
  return caseId;
}

describe('submitting a request whose images came before the patient was typed', () => {
  it.each([
    ['of this patient', '王某芳', 'unverified', 200, undefined],
    ['of somebody else', '李某军', 'unverified', 422, 'case.patientConflict'],
    ['of another spelling that two people accepted', '王某方', 'accepted', 200, undefined],
  ] as const)('a CT %s', async (_, name, identity, status, code) => {
    const caseId = await draftWithCt(name, identity);
    const requester = await stage.clientAs('requester');
    const reply = await requester.command(caseId, { type: 'submit' });
    expect([reply.status, reply.error?.code]).toEqual([status, code]);
    if (code) expect(reply.error?.params).toEqual({ count: 1, fields: 'name' });
  });
});
