import { createStore, type StoreApi } from 'zustand/vanilla';
import { applyCommand, getCase, type CaseDetail } from '../../../shared/api/cases';
import type { CaseCommand, CommandType } from '../../../shared/domain/consultation/commands';
import type { AppError } from '../../../shared/domain/errors';
import type { CaseId } from '../../../shared/domain/identity/actor';
import { err, type Result } from '../../../shared/lib/result';
import type { ApiClient } from '../../platform/api';

export type CaseLoad =
  | { readonly status: 'loading' | 'ready' | 'refreshing' }
  /** The copy on screen is older than the server's; `error` says why it could not be renewed. */
  | { readonly status: 'stale'; readonly error: AppError }
  /** Nothing to show. */
  | { readonly status: 'failed'; readonly error: AppError };

export type CaseState = {
  readonly detail: CaseDetail | null;
  readonly load: CaseLoad;
  /** The command on its way, if any: one at a time. */
  readonly running: CommandType | null;
  readonly reload: () => Promise<void>;
  /** A hint that the case is at `version` on the server; fetches when that is news. */
  readonly noticed: (version: number) => Promise<void>;
  /**
   * Sends one command. A refusal for a stale version renews the case first, so that the caller can compare and send again;
   * after a lost answer the same command goes out under its first key, so that it cannot be applied twice.
   */
  readonly run: (command: CaseCommand) => Promise<Result<CaseDetail, AppError>>;
};
export type CaseStore = StoreApi<CaseState>;

type Attempt = {
  readonly text: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
};

export type CaseStoreDeps = {
  readonly api: ApiClient;
  readonly caseId: CaseId;
  readonly newKey: () => string;
};

export function createCaseStore({ api, caseId, newKey }: CaseStoreDeps): CaseStore {
  let uncertain: Attempt | null = null;
  const params = { caseId };

  return createStore<CaseState>()((set, get) => ({
    detail: null,
    load: { status: 'loading' },
    running: null,

    async reload() {
      const had = get().detail;
      set({ load: { status: had ? 'refreshing' : 'loading' } });
      const result = await api(getCase, { params, query: {}, body: undefined });
      if (result.ok) {
        set({ detail: newest(get().detail, result.value), load: { status: 'ready' } });
        return;
      }
      const gone = result.error.kind === 'forbidden' || result.error.kind === 'notFound';
      const keep = get().detail !== null && !gone;
      set({
        detail: keep ? get().detail : null,
        load: { status: keep ? 'stale' : 'failed', error: result.error },
      });
    },

    async noticed(version) {
      const known = get().detail?.case.version ?? -1;
      if (version > known && get().running === null) await get().reload();
    },

    async run(command) {
      const { detail, running } = get();
      if (!detail || running) return err(BUSY);
      const text = JSON.stringify(command);
      const attempt: Attempt =
        uncertain?.text === text
          ? uncertain
          : { text, expectedVersion: detail.case.version, idempotencyKey: newKey() };
      set({ running: command.type });
      const { expectedVersion, idempotencyKey } = attempt;
      const result = await api(applyCommand, {
        params,
        query: {},
        body: { command, expectedVersion, idempotencyKey },
      });
      uncertain = !result.ok && result.error.retry === 'unknown' ? attempt : null;
      set({ running: null });
      if (result.ok) set({ detail: result.value, load: { status: 'ready' } });
      else if (result.error.code === 'case.staleVersion') await get().reload();
      return result;
    },
  }));
}

/** A slow answer must not put an older case over a newer one. */
const newest = (shown: CaseDetail | null, fetched: CaseDetail): CaseDetail =>
  shown && shown.case.version > fetched.case.version ? shown : fetched;

const BUSY: AppError = {
  kind: 'conflict',
  code: 'server.notReady',
  message: 'another command is on its way, or the case is not loaded',
  retry: 'safe',
};
