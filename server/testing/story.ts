import { randomUUID } from 'node:crypto';
import type { CaseDetail } from '../../shared/api/cases';
import type { RequestForm } from '../../shared/domain/consultation/form';
import { emptyReport, type ReportContent } from '../../shared/domain/report/report';
import { addMaterial, aRequest } from './caseFixtures';
import type { TestServer } from './testServer';
import { idOf, ROOMS, type PersonKey } from './world';

/** The slot most stories use: tomorrow 09:00 to 09:30 in China. */
export const SLOT = {
  startsAt: '2026-11-25T01:00:00.000Z',
  endsAt: '2026-11-25T01:30:00.000Z',
  dueAt: null,
  centreRoomId: ROOMS.centreOne,
  countyRoomId: ROOMS.northOne,
};

export const aReport = (patch: Partial<ReportContent> = {}): ReportContent => ({
  ...emptyReport(),
  findings: '右肺上叶部分实性结节 14 mm',
  conclusion: '建议手术切除',
  ...patch,
});

/** The ways to a state, each step over HTTP by the person whose step it is. */
export function createStory(stage: TestServer) {
  async function draft(
    form: RequestForm = aRequest(),
    by: PersonKey = 'requester',
  ): Promise<string> {
    const client = await stage.clientAs(by);
    const reply = await client.call<CaseDetail>('POST', '/v1/cases', {
      idempotencyKey: randomUUID(),
      form,
    });
    if (reply.status !== 201) throw new Error(`draft: ${reply.status}`);
    const caseId = reply.body.case.id;
    await addMaterial(stage.database.db, caseId, idOf(by));
    return caseId;
  }

  async function submitted(form?: RequestForm, by: PersonKey = 'requester'): Promise<string> {
    const caseId = await draft(form, by);
    await (await stage.clientAs(by)).must(caseId, { type: 'submit' });
    return caseId;
  }

  async function accepted(form?: RequestForm): Promise<string> {
    const caseId = await submitted(form);
    await (await stage.clientAs('triage')).must(caseId, { type: 'accept', waiverNote: null });
    return caseId;
  }

  /** Chief and, unless told otherwise, one member have accepted. */
  async function coordinated(
    experts: readonly PersonKey[] = ['chief', 'member'],
    form?: RequestForm,
  ): Promise<string> {
    const caseId = await accepted(form);
    await (
      await stage.clientAs('triage')
    ).must(caseId, {
      type: 'inviteExperts',
      experts: experts.map((key, index) => ({
        expertId: idOf(key),
        role: index === 0 ? 'chief' : 'member',
        required: true,
      })),
    });
    for (const key of experts)
      await (await stage.clientAs(key)).must(caseId, { type: 'acceptInvitation' });
    return caseId;
  }

  async function scheduled(experts?: readonly PersonKey[], slot = SLOT): Promise<string> {
    const caseId = await coordinated(experts);
    await (await stage.clientAs('coordinator')).must(caseId, { type: 'schedule', ...slot });
    return caseId;
  }

  async function checkedIn(experts?: readonly PersonKey[]): Promise<string> {
    const caseId = await scheduled(experts);
    stage.clock.set('2026-11-25T00:50:00.000Z');
    const checkIn = { type: 'checkIn', device: 'pc', preflightPassed: true } as const;
    await (await stage.clientAs('requester')).must(caseId, { ...checkIn, party: 'requester' });
    await (await stage.clientAs('chief')).must(caseId, { ...checkIn, party: 'expert' });
    return caseId;
  }

  async function inConsultation(experts?: readonly PersonKey[]): Promise<string> {
    const caseId = await checkedIn(experts);
    stage.clock.set('2026-11-25T01:02:00.000Z');
    await (
      await stage.clientAs('chief')
    ).must(caseId, {
      type: 'startConsultation',
      identifiers: ['name', 'birthDate'],
      patientPresent: true,
      recording: 'granted',
    });
    return caseId;
  }

  async function reporting(experts?: readonly PersonKey[]): Promise<string> {
    const caseId = await inConsultation(experts);
    stage.clock.set('2026-11-25T01:20:00.000Z');
    await (
      await stage.clientAs('chief')
    ).must(caseId, { type: 'endConsultation', endReason: 'completed' });
    return caseId;
  }

  async function published(): Promise<string> {
    const caseId = await reporting(['chief']);
    await (
      await stage.clientAs('chief')
    ).must(caseId, { type: 'publishReport', content: aReport() });
    return caseId;
  }

  async function receipted(): Promise<string> {
    const caseId = await published();
    await (
      await stage.clientAs('requester')
    ).must(caseId, {
      type: 'recordReceipt',
      reportVersion: 1,
      decision: 'adopted',
      reason: '',
      plan: '转院手术',
      orderedAt: stage.clock.now(),
    });
    return caseId;
  }

  return {
    draft,
    submitted,
    accepted,
    coordinated,
    scheduled,
    checkedIn,
    inConsultation,
    reporting,
    published,
    receipted,
  };
}
