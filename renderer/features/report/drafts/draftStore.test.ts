import { describe, expect, it } from 'vitest';
import { appError } from '../../../../shared/domain/errors';
import { caseIdSchema } from '../../../../shared/domain/identity/actor';
import { err, ok } from '../../../../shared/lib/result';
import type { ApiClient } from '../../../platform/api';
import { createDraftStore, type OpinionDraft } from './draftStore';

const CASE = caseIdSchema.parse('0f9f1d0e-6c0e-4a6e-8a55-5f0f4c0b7a01');
const blank: OpinionDraft = { kind: 'opinion', text: '', agreesWithChief: false };
const typed = (text: string) => (draft: OpinionDraft) => ({ ...draft, text });

/** A server that keeps one draft, and a clock moved by hand. */
function setUp() {
  const server = {
    version: 0,
    draft: null as OpinionDraft | null,
    saves: 0,
    /** `before`: refuses; `after`: stores, but the answer is lost. */
    failing: null as 'before' | 'after' | null,
  };
  const answer = () => ({
    version: server.version,
    savedAt: '2026-03-01T02:00:00Z',
    draft: server.draft,
  });
  const api = (async (route: { id: string }, input: { body: never }) => {
    if (route.id === 'getDraft') return ok(answer());
    const body = input.body as { draft: OpinionDraft; expectedVersion: number };
    server.saves += 1;
    if (server.failing === 'before') return err(appError('unavailable', 'net.offline'));
    if (body.expectedVersion !== server.version)
      return err(appError('conflict', 'case.staleVersion'));
    server.version += 1;
    server.draft = body.draft;
    return server.failing === 'after' ? err(appError('timeout', 'net.timeout')) : ok(answer());
  }) as unknown as ApiClient;
  let due: (() => void) | null = null;
  const later = (task: () => void) => {
    due = task;
    return () => (due = null);
  };
  const store = createDraftStore({ api, caseId: CASE, blank, later });
  const tick = async () => {
    due?.();
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return { server, store, tick, pending: () => due !== null };
}

describe('draft store', () => {
  it('keeps what was put in while somebody else was still waiting for the same draft', async () => {
    const { store } = setUp();
    const first = store.getState().load();
    const second = store.getState().load();
    await first;
    store.getState().edit(typed('key image'));
    await second;
    await Promise.resolve();
    expect(store.getState().content.text).toBe('key image');
  });

  it('saves what was typed once the author pauses, as one request', async () => {
    const { server, store, tick } = setUp();
    await store.getState().load();
    store.getState().edit(typed('a'));
    store.getState().edit(typed('ab'));
    expect(server.saves).toBe(0);
    await tick();
    expect(server).toMatchObject({ saves: 1, draft: { text: 'ab' } });
    expect(store.getState().save).toEqual({ status: 'saved', at: '2026-03-01T02:00:00Z' });
  });

  it('saves again what was typed while a save was on its way', async () => {
    const { server, store, tick } = setUp();
    await store.getState().load();
    store.getState().edit(typed('first'));
    const saving = store.getState().flush();
    store.getState().edit(typed('second'));
    await saving;
    expect(store.getState().save.status).toBe('unsaved');
    await tick();
    expect(server.draft?.text).toBe('second');
  });

  it('keeps the text and tries again by itself when the line is down', async () => {
    const { server, store, tick, pending } = setUp();
    await store.getState().load();
    server.failing = 'before';
    store.getState().edit(typed('offline text'));
    await tick();
    expect(store.getState()).toMatchObject({
      content: { text: 'offline text' },
      save: { status: 'failed', error: { code: 'net.offline' } },
    });
    expect(pending()).toBe(true);
    server.failing = null;
    await tick();
    expect(server.draft?.text).toBe('offline text');
  });

  it('does not take its own save with a lost answer for another window', async () => {
    const { server, store, tick } = setUp();
    await store.getState().load();
    server.failing = 'after';
    store.getState().edit(typed('arrived'));
    await tick();
    server.failing = null;
    await tick();
    expect(store.getState().save.status).toBe('saved');
  });

  it('shows a newer draft of another window and overwrites it only when told to', async () => {
    const { server, store, tick } = setUp();
    await store.getState().load();
    Object.assign(server, { version: 4, draft: { ...blank, text: 'theirs' } });
    store.getState().edit(typed('mine'));
    await tick();
    expect(store.getState()).toMatchObject({
      content: { text: 'mine' },
      save: { status: 'conflict', theirs: { text: 'theirs' } },
    });
    expect(server.draft?.text).toBe('theirs');
    await store.getState().keepMine();
    expect(server.draft?.text).toBe('mine');
  });

  it('takes the newer draft when the author prefers it', async () => {
    const { server, store, tick } = setUp();
    await store.getState().load();
    Object.assign(server, { version: 4, draft: { ...blank, text: 'theirs' } });
    store.getState().edit(typed('mine'));
    await tick();
    store.getState().takeTheirs();
    expect(store.getState()).toMatchObject({
      content: { text: 'theirs' },
      save: { status: 'saved' },
    });
  });

  it('refuses typing before the stored draft is known, so that it cannot be lost', () => {
    const { store } = setUp();
    store.getState().edit(typed('too early'));
    expect(store.getState().content.text).toBe('');
  });
});
