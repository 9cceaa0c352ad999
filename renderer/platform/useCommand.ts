import { useCallback, useRef, useState } from 'react';
import { applyCommand, type CaseDetail } from '../../shared/api/cases';
import type { RouteOutput, RouteShape } from '../../shared/api/route';
import type { CaseCommand } from '../../shared/domain/consultation/commands';
import type { AppError } from '../../shared/domain/errors';
import type { Result } from '../../shared/lib/result';
import type { RouteCall } from './api';
import { useApi } from './ApiContext';
import { newIdempotencyKey } from './idempotency';

export type CommandState =
  | { readonly status: 'idle'; readonly error: null }
  | { readonly status: 'running'; readonly error: null }
  | { readonly status: 'done'; readonly error: null }
  | { readonly status: 'failed'; readonly error: AppError };

export type Command<I, T> = CommandState & {
  readonly run: (input: I) => Promise<Result<T, AppError>>;
  /** Forgets the last outcome, for example when a dialog is opened again. */
  readonly reset: () => void;
};

const IDLE: CommandState = { status: 'idle', error: null };

/** Runs something that changes the server, one at a time: a second click joins the attempt that is under way. */
export function useAction<I, T>(action: (input: I) => Promise<Result<T, AppError>>): Command<I, T> {
  const [state, setState] = useState<CommandState>(IDLE);
  const running = useRef<Promise<Result<T, AppError>> | null>(null);
  const latest = useRef(action);
  latest.current = action;
  const run = useCallback((input: I): Promise<Result<T, AppError>> => {
    if (running.current) return running.current;
    setState({ status: 'running', error: null });
    const attempt = latest.current(input).then((result) => {
      running.current = null;
      setState(
        result.ok ? { status: 'done', error: null } : { status: 'failed', error: result.error },
      );
      return result;
    });
    running.current = attempt;
    return attempt;
  }, []);
  const reset = useCallback(() => setState(IDLE), []);
  return { ...state, run, reset };
}

/** One writing route of the contract. */
export function useCommand<R extends RouteShape>(route: R): Command<RouteCall<R>, RouteOutput<R>> {
  const api = useApi();
  return useAction((call: RouteCall<R>) => api(route, call));
}

export type CaseCommandInput = {
  readonly caseId: string;
  readonly expectedVersion: number;
  readonly command: CaseCommand;
};

/**
 * One workflow command. When an attempt ended without an answer (`retry: 'unknown'`), the same command sent again
 * carries the same idempotency key, so that the server does it once.
 */
export function useCaseCommand(): Command<CaseCommandInput, CaseDetail> {
  const api = useApi();
  const unanswered = useRef<{ text: string; key: string } | null>(null);
  return useAction(async ({ caseId, expectedVersion, command }: CaseCommandInput) => {
    const text = JSON.stringify([caseId, expectedVersion, command]);
    const known = unanswered.current;
    const idempotencyKey = known?.text === text ? known.key : newIdempotencyKey();
    unanswered.current = { text, key: idempotencyKey };
    const result = await api(applyCommand, {
      params: { caseId },
      body: { command, expectedVersion, idempotencyKey },
    });
    if (result.ok || result.error.retry === 'never') unanswered.current = null;
    return result;
  });
}
