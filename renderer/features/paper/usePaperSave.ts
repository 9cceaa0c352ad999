import { useCallback, useRef, useState } from 'react';
import type { PaperDocument } from '../../../shared/domain/paper/paper';
import { addPaperDocument, makePaperPage } from '../../../shared/api/paper';
import type { CaseId } from '../../../shared/domain/identity/actor';
import { ok, type Result } from '../../../shared/lib/result';
import type { AppError } from '../../../shared/domain/errors';
import { useApi } from '../../platform/ApiContext';
import { newIdempotencyKey } from '../../platform/idempotency';
import { useAction, type Command } from '../../platform/useCommand';

export type PaperSave = Command<PaperDocument, { readonly recordId: string }> & {
  /** How many pages are made, while they are. */
  readonly done: number;
};

/**
 * Has every page made on its own, so that a long document is neither one long request nor lost half-way, then the document
 * of them. The same document again, after a broken line, is the same attempt.
 */
export function usePaperSave(caseId: CaseId, replaces: string | null): PaperSave {
  const api = useApi();
  const [done, setDone] = useState(0);
  const attempt = useRef({ key: newIdempotencyKey(), of: '' });
  const save = useCallback(
    async (document: PaperDocument): Promise<Result<{ recordId: string }, AppError>> => {
      const of = JSON.stringify(document);
      if (attempt.current.of !== of) attempt.current = { key: newIdempotencyKey(), of };
      setDone(0);
      for (const [index, page] of document.pages.entries()) {
        const made = await api(makePaperPage, { params: { caseId }, body: { page } });
        if (!made.ok) return made;
        setDone(index + 1);
      }
      const { key: idempotencyKey } = attempt.current;
      const filed = await api(addPaperDocument, {
        params: { caseId },
        body: { idempotencyKey, document, replaces },
      });
      return filed.ok ? ok(filed.value) : filed;
    },
    [api, caseId, replaces],
  );
  return { ...useAction(save), done };
}
