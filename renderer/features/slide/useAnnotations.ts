import { useCallback, useMemo } from 'react';
import {
  addSlideAnnotation,
  changeSlideAnnotation,
  listSlideAnnotations,
  removeSlideAnnotation,
} from '../../../shared/api/slides';
import type { AppError } from '../../../shared/domain/errors';
import type { CaseId } from '../../../shared/domain/identity/actor';
import type { SlideAnnotation, SlideShape } from '../../../shared/domain/slide/annotation';
import { useApi } from '../../platform/ApiContext';
import { newIdempotencyKey } from '../../platform/idempotency';
import { useAction } from '../../platform/useCommand';
import { useQuery } from '../../platform/useQuery';

export type Annotations = {
  readonly items: readonly SlideAnnotation[];
  readonly add: (shape: SlideShape) => void;
  readonly change: (annotation: SlideAnnotation, shape: SlideShape) => void;
  readonly remove: (annotation: SlideAnnotation) => void;
  /** What the server refused last, or why drawings could not be read. */
  readonly error: AppError | null;
};

/** Drawings on one slide. What the server answers is shown at once; everything else comes with the next reading. */
export function useAnnotations(caseId: CaseId, recordId: string, slideId: string): Annotations {
  const api = useApi();
  const query = useQuery(
    listSlideAnnotations,
    { params: { caseId, recordId } },
    { reloadOn: (event) => event.type === 'caseChanged' && event.caseId === caseId },
  );
  const { reload, replace, value } = query;
  const all = useMemo(() => value?.items ?? [], [value]);
  const params = useMemo(() => ({ caseId, recordId }), [caseId, recordId]);

  const save = useAction(
    async (work: () => Promise<{ readonly ok: boolean; readonly error?: AppError }>) => {
      const result = await work();
      reload();
      return result.ok
        ? { ok: true as const, value: null }
        : { ok: false as const, error: result.error as AppError };
    },
  );
  const run = save.run;

  const add = useCallback(
    (shape: SlideShape) => {
      const body = { idempotencyKey: newIdempotencyKey(), slideId, shape };
      void run(async () => {
        const result = await api(addSlideAnnotation, { params, body });
        if (result.ok) replace({ items: [...all, result.value] });
        return result;
      });
    },
    [api, params, slideId, run, replace, all],
  );
  const change = useCallback(
    ({ id, version }: SlideAnnotation, shape: SlideShape) =>
      void run(() =>
        api(changeSlideAnnotation, {
          params: { ...params, annotationId: id },
          body: { shape, expectedVersion: version },
        }),
      ),
    [api, params, run],
  );
  const remove = useCallback(
    ({ id }: SlideAnnotation) =>
      void run(() => api(removeSlideAnnotation, { params: { ...params, annotationId: id } })),
    [api, params, run],
  );
  const items = useMemo(
    () => all.filter((annotation) => annotation.slideId === slideId),
    [all, slideId],
  );
  return { items, add, change, remove, error: save.error ?? query.error };
}
