import { useCallback, useEffect, useState } from 'react';
import { verifyReport, type ReportVerification } from '../../../shared/api/verification';
import type { AppError } from '../../../shared/domain/errors';
import { parseVerificationCode } from '../../../shared/domain/report/verificationCode';
import type { ApiClient } from '../../platform/api';

export type Verification =
  | { readonly status: 'idle' }
  /** What was entered cannot be a code; nobody was asked. */
  | { readonly status: 'malformed' }
  | { readonly status: 'checking' }
  | { readonly status: 'found'; readonly report: ReportVerification }
  | { readonly status: 'failed'; readonly error: AppError };

/** Asks about one code; a later code overtakes an earlier one. */
export function useVerification(
  api: ApiClient,
  text: string,
): { readonly verification: Verification; readonly again: () => void } {
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<{ key: string; value: Verification } | null>(null);
  const code = parseVerificationCode(text);
  const key = `${code} ${round}`;
  useEffect(() => {
    if (code === null) return;
    let isCurrent = true;
    void api(verifyReport, { params: { code } }).then((result) => {
      if (!isCurrent) return;
      const value: Verification = result.ok
        ? { status: 'found', report: result.value }
        : { status: 'failed', error: result.error };
      setAnswer({ key, value });
    });
    return () => {
      isCurrent = false;
    };
  }, [api, code, key]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  const verification: Verification =
    text.trim() === ''
      ? { status: 'idle' }
      : code === null
        ? { status: 'malformed' }
        : answer?.key === key
          ? answer.value
          : { status: 'checking' };
  return { verification, again };
}
