import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { getDraft } from '../../../../shared/api/cases';
import type { ConsultationCase } from '../../../../shared/domain/consultation/case';
import type { Actor } from '../../../../shared/domain/identity/actor';
import { ok } from '../../../../shared/lib/result';
import {
  aCase,
  aDetail,
  aReportEntry,
  CHIEF,
  COORDINATOR,
  MEMBER,
  REQUESTER,
  START,
} from '../../../platform/testing/aCaseDetail';
import { aMe, createFakePlatform } from '../../../platform/testing/fakePlatform';
import { renderScreen } from '../../../platform/testing/renderScreen';
import { OpinionPanel } from './OpinionPanel';

vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

const opinionOf = (actor: Actor, text: string, agreesWithChief = false) => ({
  expertId: actor.userId,
  status: 'submitted' as const,
  text,
  agreesWithChief,
  at: START,
  by: actor.userId,
});
const list = async () => within(await screen.findByRole('region', { name: '各专家意见' }));

async function show(over: Partial<ConsultationCase>, reader: Actor) {
  const platform = createFakePlatform();
  platform.answer(getDraft, { version: 0, savedAt: null, draft: null });
  const detail = aDetail(aCase({ state: 'reporting', ...over }), reader);
  const view = {
    detail,
    me: reader,
    running: null,
    refresh: () => Promise.resolve(),
    run: () => Promise.resolve(ok(detail)),
  };
  await renderScreen(<OpinionPanel view={view} />, platform, { me: aMe({ ...reader }) });
}

describe('opinion panel', () => {
  it('names who has given one and says what opens it to an expert who owes his', async () => {
    await show({ state: 'inConsultation', opinions: [opinionOf(CHIEF, '建议手术')] }, MEMBER);
    const inside = await list();
    expect(inside.getByText('耿主任')).toBeTruthy();
    expect(inside.getByText(/您提交本人意见后可见/)).toBeTruthy();
    expect(screen.queryByText('建议手术')).toBeNull();
  });

  it('tells the chief in the session that he reads them after it', async () => {
    await show({ state: 'inConsultation', opinions: [opinionOf(MEMBER, '建议随访')] }, CHIEF);
    expect((await list()).getByText(/会诊结束或您提交本人意见后可见/)).toBeTruthy();
  });

  it('lets the centre excuse whoever owes, without a word of what was given', async () => {
    await show({ opinions: [opinionOf(CHIEF, '建议手术')] }, COORDINATOR);
    const inside = await list();
    expect(inside.getByText(/以报告为准/)).toBeTruthy();
    expect(inside.getByText('荣主任')).toBeTruthy();
    expect(inside.getByText('意见未交')).toBeTruthy();
  });

  it('refers the county to the report, before and after it is out', async () => {
    await show({ opinions: [opinionOf(MEMBER, '建议随访', true)] }, REQUESTER);
    expect(await screen.findByText('专家意见随会诊报告一并发布')).toBeTruthy();
    expect(screen.queryByText('意见未交'), 'it was given; the county is not told').toBeNull();
    cleanup();
    await show(
      {
        state: 'published',
        reports: [aReportEntry(1)],
        opinions: [opinionOf(MEMBER, '建议随访', true)],
      },
      REQUESTER,
    );
    expect((await list()).getByText('意见已提交，内容以会诊报告为准。')).toBeTruthy();
    expect(screen.queryByText('建议随访')).toBeNull();
  });

  it('shows that an opinion was changed, and what it was', async () => {
    const changed = {
      ...opinionOf(MEMBER, '同意手术'),
      earlier: [{ text: '建议随访', agreesWithChief: false, at: START }],
    };
    await show({ opinions: [changed] }, CHIEF);
    const inside = await list();
    expect(inside.getByText('修改前的意见（1）')).toBeTruthy();
    expect(inside.getByText(/建议随访/)).toBeTruthy();
  });
});
