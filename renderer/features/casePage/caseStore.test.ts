import { describe, expect, it } from 'vitest';
import { applyCommand, getCase } from '../../../shared/api/cases';
import { appError } from '../../../shared/domain/errors';
import { aCase, aDetail, CASE_ID, CHIEF } from '../../platform/testing/aCaseDetail';
import { createFakePlatform, offline } from '../../platform/testing/fakePlatform';
import { createCaseStore } from './caseStore';

const at = (version: number) => aDetail(aCase({ state: 'reporting', version }), CHIEF);
const opinion = { type: 'submitOpinion', text: '同意手术', agreesWithChief: false } as const;
const keyOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

function setUp() {
  const platform = createFakePlatform();
  let keys = 0;
  const newKey = () => keyOf((keys += 1));
  const store = createCaseStore({ api: platform.api, caseId: CASE_ID, newKey });
  const bodies = () =>
    platform.sent.filter(({ id }) => id === 'applyCommand').map(({ call }) => call.body);
  return { platform, store, bodies };
}

describe('case store', () => {
  it('keeps the case on screen and says why it is old when the line goes down', async () => {
    const { platform, store } = setUp();
    platform.answer(getCase, at(5));
    await store.getState().reload();
    platform.answer(getCase, offline);
    await store.getState().reload();
    expect(store.getState()).toMatchObject({
      detail: { case: { version: 5 } },
      load: { status: 'stale', error: { code: 'net.offline' } },
    });
  });

  it('takes the case off the screen when the reader may no longer see it', async () => {
    const { platform, store } = setUp();
    platform.answer(getCase, at(5));
    await store.getState().reload();
    platform.answer(getCase, appError('notFound', 'case.notFound'));
    await store.getState().reload();
    expect(store.getState()).toMatchObject({ detail: null, load: { status: 'failed' } });
  });

  it('sends a command based on the version on screen and shows the answer', async () => {
    const { platform, store, bodies } = setUp();
    platform.answer(getCase, at(5));
    platform.answer(applyCommand, at(6));
    await store.getState().reload();
    await store.getState().run(opinion);
    expect(bodies()).toEqual([{ command: opinion, expectedVersion: 5, idempotencyKey: keyOf(1) }]);
    expect(store.getState().detail?.case.version).toBe(6);
  });

  it('repeats a command whose answer was lost under the same key and version', async () => {
    const { platform, store, bodies } = setUp();
    platform.answer(getCase, at(5));
    platform.answer(applyCommand, appError('timeout', 'net.timeout'));
    await store.getState().reload();
    await store.getState().run(opinion);
    platform.answer(getCase, at(6));
    await store.getState().noticed(6);
    await store.getState().run(opinion);
    expect(bodies()[1]).toEqual(bodies()[0]);
  });

  it('renews the case after a stale version and then sends with a new key', async () => {
    const { platform, store, bodies } = setUp();
    platform.answer(getCase, at(5));
    platform.answer(applyCommand, appError('conflict', 'case.staleVersion'));
    await store.getState().reload();
    platform.answer(getCase, at(9));
    await store.getState().run(opinion);
    expect(store.getState().detail?.case.version).toBe(9);
    await store.getState().run(opinion);
    expect(bodies()[1]).toMatchObject({ expectedVersion: 9, idempotencyKey: keyOf(2) });
  });

  it('does not fetch for an event about a version it already shows', async () => {
    const { platform, store } = setUp();
    platform.answer(getCase, at(5));
    await store.getState().reload();
    await store.getState().noticed(5);
    expect(platform.sent).toHaveLength(1);
  });
});
