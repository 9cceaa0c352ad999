import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseDetail } from '../../shared/api/cases';
import { addMaterial, aRequest } from '../testing/caseFixtures';
import { createTestServer, type TestServer } from '../testing/testServer';
import { PASSWORD } from '../testing/world';
import { createLogger } from './logger';

let stage: TestServer;
beforeAll(async () => {
  stage = await createTestServer({ log: 'debug' });
});
afterAll(() => stage.close());

/** A patient whose every detail is easy to find in a text. */
const patient = {
  name: '欧阳试',
  idNumber: '999999196403020029',
  phone: '000-7777777',
  inpatientNo: 'ZY7654321',
  complaint: '独特主诉词',
};
const form = () => {
  const base = aRequest();
  return {
    ...base,
    patient: {
      ...base.patient,
      name: patient.name,
      phone: patient.phone,
      inpatientNo: patient.inpatientNo,
    },
    clinical: { ...base.clinical, chiefComplaint: patient.complaint },
  };
};
const traces = (text: string) =>
  Object.values(patient).filter(
    (secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)),
  );

describe('the log', () => {
  it('knows requests by route and time, and nothing of the patient, also when things go wrong', async () => {
    const requester = await stage.clientAs('requester');
    const created = await requester.call<CaseDetail>('POST', '/v1/cases', {
      idempotencyKey: randomUUID(),
      form: form(),
    });
    const caseId = created.body.case.id;
    await addMaterial(stage.database.db, caseId);
    await requester.must(caseId, { type: 'submit' });
    const triage = await stage.clientAs('triage');
    await triage.get(`/v1/cases?q=${encodeURIComponent(patient.name)}`);
    await triage.must(caseId, {
      type: 'returnForSupplement',
      items: [{ code: 'R10', text: `${patient.name} 身份证 ${patient.idNumber}` }],
    });
    await requester.call('PUT', `/v1/cases/${caseId}/form`, {
      form: { patient: { name: 5, idNumber: patient.idNumber } },
      expectedVersion: 0,
    });
    await requester.get(
      `/v1/nothing/${encodeURIComponent(patient.name)}?name=${encodeURIComponent(patient.name)}`,
    );
    await stage
      .anonymous()
      .call('POST', '/v1/sessions', { account: 'requester', password: PASSWORD });
    await breakDown(caseId);
    const text = stage.log();
    expect(text).toContain('/v1/cases/:caseId/commands');
    expect(text).toContain('unhandled');
    expect(traces(text)).toEqual([]);
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toContain(caseId);
  });

  /** PostgreSQL quotes the whole failing row in the error it throws. */
  async function breakDown(caseId: string): Promise<void> {
    const { db } = stage.database;
    await sql`alter table consultation add constraint trap check (version < 0) not valid`.execute(
      db,
    );
    const requester = await stage.clientAs('requester');
    const reply = await requester.command(caseId, { type: 'cancel', reason: patient.name });
    await sql`alter table consultation drop constraint trap`.execute(db);
    expect([reply.status, reply.error?.code]).toEqual([500, 'server.internal']);
    expect(traces(JSON.stringify(reply.body))).toEqual([]);
  }

  it('keeps of an error its kind and place, not its words', () => {
    const lines: string[] = [];
    const log = createLogger('info', { write: (line) => void lines.push(line) });
    const error = Object.assign(
      new Error(`Failing row contains ${patient.name}`, { cause: new SyntaxError(patient.name) }),
      {
        code: '23514',
        table: 'consultation',
        detail: patient.name,
        where: patient.name,
      },
    );
    log?.error({ err: error }, 'unhandled');
    expect(traces(lines.join(''))).toEqual([]);
    expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({
      err: {
        type: 'Error',
        code: '23514',
        table: 'consultation',
        cause: { type: 'SyntaxError' },
        frames: expect.arrayContaining([expect.stringContaining('logPrivacy')]),
      },
    });
  });

  it('is silent when told so', () => {
    expect(createLogger('silent')).toBeNull();
  });
});
