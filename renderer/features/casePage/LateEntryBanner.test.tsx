import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import type { Actor } from '../../../shared/domain/identity/actor';
import { ok } from '../../../shared/lib/result';
import {
  aCase,
  aDetail,
  CHIEF,
  COORDINATOR,
  REQUESTER,
  START,
} from '../../platform/testing/aCaseDetail';
import { aMe, createFakePlatform } from '../../platform/testing/fakePlatform';
import { renderScreen } from '../../platform/testing/renderScreen';
import { LateEntryBanner } from './LateEntryBanner';

afterEach(cleanup);

const LONG_AGO = '2020-01-01T00:00:00.000Z';
const FAR_AHEAD = '2999-01-01T00:00:00.000Z';

async function show(over: Partial<ConsultationCase>, reader: Actor) {
  const base = aCase();
  const form = { ...base.form, wishes: { ...base.form.wishes, urgency: 'emergency' as const } };
  const lateRecord = { completedAt: null, waiver: null };
  const detail = aDetail(aCase({ state: 'reporting', form, lateRecord, ...over }), reader);
  const steps: string[] = [];
  const view = {
    detail,
    me: reader,
    running: null,
    refresh: () => Promise.resolve(),
    run: () => Promise.resolve(ok(detail)),
  };
  await renderScreen(
    <LateEntryBanner view={view} onStep={(step) => steps.push(step)} />,
    createFakePlatform(),
    { me: aMe({ ...reader }) },
  );
  return steps;
}

describe('the banner of a late entry', () => {
  it('tells the county what it owes until when and leads there', async () => {
    const steps = await show({ submittedAt: FAR_AHEAD }, REQUESTER);
    expect(screen.getByRole('status').textContent).toMatch(/须在 .*前补齐 知情同意书.*现病史/);
    await userEvent.click(screen.getByText('补记'));
    expect(steps).toEqual(['recordLateEntry']);
  });

  it('is red and says so when the six hours are over, and lets the coordinator waive', async () => {
    const steps = await show({ submittedAt: LONG_AGO }, COORDINATOR);
    expect(screen.getByRole('alert').textContent).toContain('补记已逾期');
    await userEvent.click(screen.getByText('豁免补记'));
    expect(steps).toEqual(['waiveLateEntry']);
  });

  it('tells an expert that the record is not complete, without anything to press', async () => {
    await show({ submittedAt: FAR_AHEAD }, CHIEF);
    expect(screen.getByRole('status')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('keeps saying who waived it and why', async () => {
    const waiver = { reason: '患者已转院', by: COORDINATOR.userId, at: START };
    await show({ lateRecord: { completedAt: null, waiver } }, CHIEF);
    expect(screen.getByRole('status').textContent).toMatch(/补记已豁免 · 沈管理 .*：患者已转院/);
  });

  it('is not there where nothing is owed', async () => {
    await show({ lateRecord: null }, REQUESTER);
    expect(screen.queryByRole('status')).toBeNull();
  });
});
