import type { Kysely } from 'kysely';
import {
  ecgLongAnalysisSchema,
  type EcgLongAnalysis,
} from '../../../shared/domain/ecg/longAnalysis';
import type { EcgAnnotation } from '../../../shared/domain/ecg/recording';
import type { Database } from '../../db/schema';
import type { EcgLevel } from '../../db/tables/ecg';

/** Overview and analysis of a long recording, as far as they are. */
export type Derived =
  | { readonly state: 'none' }
  | { readonly state: 'waiting' }
  | {
      readonly state: 'ready';
      /** Finest first; their widths are those of `levelWidths`. */
      readonly levels: readonly EcgLevel[];
      readonly beatsSha256: string | null;
      readonly analysis: EcgLongAnalysis | null;
      /** Of files whose annotations are strewn through the samples; else `null`. */
      readonly annotations: {
        readonly first: readonly EcgAnnotation[];
        readonly count: number;
      } | null;
    };

/** @returns `null` when nobody has asked for it yet. */
export async function findDerived(db: Kysely<Database>, revision: string): Promise<Derived | null> {
  const row = await db
    .selectFrom('ecg_derived')
    .selectAll()
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (!row) return null;
  if (row.state !== 'ready') return { state: row.state };
  const first = row.annotations as EcgAnnotation[] | null;
  return {
    state: 'ready',
    levels: row.levels ?? [],
    beatsSha256: row.beats_sha256,
    // numbers of an older method are not shown under the name of this one
    analysis: ecgLongAnalysisSchema.safeParse(row.analysis).data ?? null,
    annotations: first && { first, count: row.annotation_count ?? first.length },
  };
}
