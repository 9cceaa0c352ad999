import { useState } from 'react';
import { listIntake, resolveQuarantine, type IntakeItem } from '../../../../shared/api/intake';
import type { AppError } from '../../../../shared/domain/errors';
import { err, ok, type Result } from '../../../../shared/lib/result';
import type { ApiClient } from '../../../platform/api';
import { useApi } from '../../../platform/ApiContext';
import { useAction } from '../../../platform/useCommand';

export type Quarantine = {
  readonly status: 'idle' | 'running' | 'done' | 'failed';
  readonly error: AppError | null;
  /** The reader's word is recorded, somebody else's is still needed. */
  readonly awaitsSecond: boolean;
  /** Leaves all of them out. */
  readonly discard: (items: readonly IntakeItem[], note: string) => Promise<void>;
  /** Takes in the first one's study: a group may hold studies of more than one stranger. */
  readonly accept: (items: readonly IntakeItem[], note: string) => Promise<void>;
};

type Decision = {
  readonly decision: 'accept' | 'discard';
  readonly items: readonly IntakeItem[];
  readonly note: string;
};

/** Decides about quarantined files; the server decides a whole study at once. */
export function useQuarantine(caseId: string, onChanged: () => void): Quarantine {
  const api = useApi();
  const [awaitsSecond, setAwaitsSecond] = useState(false);
  const { run, status, error } = useAction(({ decision, items, note }: Decision) =>
    decision === 'discard'
      ? discardAll(api, caseId, items, note)
      : acceptFirst(api, caseId, items, note),
  );
  const decide = async (input: Decision) => {
    const result = await run(input);
    if (result.ok) setAwaitsSecond(result.value);
    // also after a failure half way: some of them may be decided
    onChanged();
  };
  return {
    status,
    error,
    awaitsSecond,
    discard: (items, note) => decide({ decision: 'discard', items, note }),
    accept: (items, note) => decide({ decision: 'accept', items, note }),
  };
}

/** @returns Whether a second person is needed. */
async function acceptFirst(
  api: ApiClient,
  caseId: string,
  items: readonly IntakeItem[],
  note: string,
): Promise<Result<boolean, AppError>> {
  const [first] = items;
  if (!first) return ok(false);
  const result = await api(resolveQuarantine, {
    params: { caseId, itemId: first.id },
    body: { decision: 'accept', note },
  });
  return result.ok ? ok(result.value.awaitsSecondPerson) : result;
}

/** Each answer may have settled many files; what is left is asked for, so that a study costs one request. */
async function discardAll(
  api: ApiClient,
  caseId: string,
  items: readonly IntakeItem[],
  note: string,
): Promise<Result<boolean, AppError>> {
  let left = items.map((item) => item.id);
  for (;;) {
    const [itemId] = left;
    if (itemId === undefined) return ok(false);
    const result = await api(resolveQuarantine, {
      params: { caseId, itemId },
      body: { decision: 'discard', note },
    });
    if (!result.ok && result.error.code !== 'file.alreadyResolved') return err(result.error);
    const listed = await api(listIntake, { params: { caseId } });
    if (!listed.ok) return err(listed.error);
    const open = new Set(
      listed.value.items
        .flatMap((batch) => batch.items)
        .filter((item) => item.resolution === null)
        .map((item) => item.id),
    );
    left = left.filter((id) => id !== itemId && open.has(id));
  }
}
