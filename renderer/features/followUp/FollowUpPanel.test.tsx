import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ConsultationCase } from '../../../shared/domain/consultation/case';
import type { CaseCommand } from '../../../shared/domain/consultation/commands';
import type { Actor } from '../../../shared/domain/identity/actor';
import { ok } from '../../../shared/lib/result';
import {
  aCase,
  aDetail,
  aReportEntry,
  CHIEF,
  REQUESTER,
  START,
} from '../../platform/testing/aCaseDetail';
import { createFakePlatform } from '../../platform/testing/fakePlatform';
import { renderScreen } from '../../platform/testing/renderScreen';
import { FollowUpPanel } from './FollowUpPanel';

const planned: ConsultationCase['followUps'][number] = {
  id: 1,
  label: '7 天',
  dueOn: '2026-11-20',
  questions: ['溃疡大小？'],
  createdBy: CHIEF.userId,
  status: 'planned',
  answer: null,
  review: null,
};
const rating = {
  party: 'requester' as const,
  by: REQUESTER.userId,
  at: START,
  score: 5,
  comment: '',
};

async function show(over: Partial<ConsultationCase>, reader: Actor) {
  const sent: CaseCommand[] = [];
  const detail = aDetail(aCase({ reports: [aReportEntry(1)], ...over }), reader);
  await renderScreen(
    <FollowUpPanel
      view={{
        detail,
        me: reader,
        running: null,
        refresh: () => Promise.resolve(),
        run: (command) => {
          sent.push(command);
          return Promise.resolve(ok(detail));
        },
      }}
      onNavigate={() => undefined}
    />,
    createFakePlatform(),
  );
  return sent;
}

// queries by role walk the whole page; on a busy CI machine one test takes several seconds
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

describe('follow-up panel', () => {
  it('sends an answer only when condition, efficacy and every question are given', async () => {
    const sent = await show({ state: 'followUp', followUps: [planned] }, REQUESTER);
    await userEvent.click(screen.getByRole('button', { name: '填写回访' }));
    const send = screen.getByRole<HTMLButtonElement>('button', { name: '提交回访' });
    await userEvent.type(screen.getByLabelText('溃疡大小？'), '2 cm');
    await userEvent.click(screen.getByText('好转'));
    expect(send.disabled).toBe(true);
    fireEvent.keyDown(screen.getByRole('slider'), { keyCode: 39, which: 39 });
    await userEvent.type(screen.getByLabelText('第 1 项名称'), 'Wagner');
    expect(send.disabled).toBe(true);
    await userEvent.type(screen.getByLabelText('第 1 项数值'), '2');
    await userEvent.click(send);
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({
      type: 'answerFollowUp',
      id: 1,
      answers: ['2 cm'],
      condition: 'improved',
      efficacy: 1,
      scales: [{ name: 'Wagner', value: 2 }],
    });
  });

  it('plans the chosen moments with the same questions', async () => {
    const sent = await show({ state: 'awaitingFeedback', ratings: [rating] }, CHIEF);
    await userEvent.click(screen.getByRole('checkbox', { name: /90 天/ }));
    await userEvent.click(screen.getByRole('button', { name: '保存计划' }));
    expect(sent[0]).toMatchObject({
      type: 'planFollowUp',
      items: [{ label: '7 天' }, { label: '30 天' }, { label: '90 天' }],
    });
  });

  it('tells the expert that planning waits for the county rating', async () => {
    await show({ state: 'awaitingFeedback' }, CHIEF);
    expect(screen.getByText(/申请方评价会诊后/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: '保存计划' })).toBeNull();
  });

  it('urges the county to consult again when the patient got worse', async () => {
    const worse = {
      ...planned,
      status: 'answered' as const,
      answer: {
        at: START,
        by: REQUESTER.userId,
        answers: ['增大'],
        condition: 'worse' as const,
        efficacy: 2,
        scales: [],
      },
    };
    await show({ state: 'followUp', followUps: [worse] }, REQUESTER);
    expect(screen.getByRole('alert').textContent).toContain('再次会诊');
  });
});
