import {
  slideShapeSchema,
  type SlideAnnotation,
  type SlideShape,
} from '../../../shared/domain/slide/annotation';
import { appError, type AppError } from '../../../shared/domain/errors';
import type { Actor, UserId } from '../../../shared/domain/identity/actor';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { Db } from '../../db/database';

/** Drawings on the slides of one record. */
export type AnnotationStore = {
  list(recordId: string): Promise<SlideAnnotation[]>;
  /** The same id again answers what is there and draws nothing. */
  add(drawing: NewAnnotation): Promise<SlideAnnotation>;
  change(target: Target, shape: SlideShape, expectedVersion: number): Promise<Changed>;
  remove(target: Target): Promise<Result<true, AppError>>;
};
type Changed = Result<SlideAnnotation, AppError>;

export type NewAnnotation = {
  readonly id: string;
  readonly caseId: string;
  readonly recordId: string;
  readonly slideId: string;
  readonly author: Actor;
  readonly shape: SlideShape;
};
type Target = { readonly id: string; readonly recordId: string; readonly actor: Actor };

export function createAnnotationStore(db: Db, now: () => string): AnnotationStore {
  const visible = () =>
    db
      .selectFrom('slide_annotation as a')
      .innerJoin('app_user as u', 'u.id', 'a.author_id')
      .selectAll('a')
      .select('u.name as author_name')
      .where('a.removed_at', 'is', null);
  const one = async (recordId: string, id: string): Promise<SlideAnnotation | null> => {
    const row = await visible()
      .where('a.record_id', '=', recordId)
      .where('a.id', '=', id)
      .executeTakeFirst();
    return row ? toAnnotation(row) : null;
  };

  /** Errors: `slide.annotationGone`, `slide.annotationNotYours`. */
  async function owned({ id, recordId, actor }: Target): Promise<Changed> {
    const found = await one(recordId, id);
    if (!found) return err(appError('notFound', 'slide.annotationGone'));
    return found.authorId === actor.userId
      ? ok(found)
      : err(appError('forbidden', 'slide.annotationNotYours'));
  }

  return {
    async list(recordId) {
      const rows = await visible()
        .where('a.record_id', '=', recordId)
        .orderBy('a.created_at')
        .orderBy('a.id')
        .execute();
      return rows.map(toAnnotation);
    },
    async add({ id, caseId, recordId, slideId, author, shape }) {
      const at = now();
      await db
        .insertInto('slide_annotation')
        .values({
          id,
          case_id: caseId,
          record_id: recordId,
          slide_id: slideId,
          author_id: author.userId,
          shape: JSON.stringify(shape),
          created_at: at,
          updated_at: at,
          removed_at: null,
        })
        .onConflict((oc) => oc.column('id').doNothing())
        .execute();
      const stored = await one(recordId, id);
      if (!stored) throw new Error('an annotation that was stored is not there');
      return stored;
    },
    async change(target, shape, expectedVersion) {
      const found = await owned(target);
      if (!found.ok) return found;
      const { numUpdatedRows } = await db
        .updateTable('slide_annotation')
        .set({ shape: JSON.stringify(shape), version: expectedVersion + 1, updated_at: now() })
        .where('id', '=', target.id)
        .where('version', '=', expectedVersion)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return err(appError('conflict', 'case.staleVersion'));
      const stored = await one(target.recordId, target.id);
      return stored ? ok(stored) : err(appError('notFound', 'slide.annotationGone'));
    },
    async remove(target) {
      const found = await owned(target);
      if (!found.ok) return found;
      await db
        .updateTable('slide_annotation')
        .set({ removed_at: now() })
        .where('id', '=', target.id)
        .execute();
      return ok(true);
    },
  };
}

type Row = {
  readonly id: string;
  readonly slide_id: string;
  readonly version: number;
  readonly author_id: string;
  readonly author_name: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly shape: object;
};

const toAnnotation = (row: Row): SlideAnnotation => ({
  id: row.id,
  slideId: row.slide_id,
  version: row.version,
  authorId: row.author_id as UserId,
  authorName: row.author_name,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  shape: slideShapeSchema.parse(row.shape),
});
