import type { CutPlane, Slab, SliceValues } from '../../../../shared/domain/imaging/reslice';
import type { VolumeGrid } from '../../../../shared/domain/imaging/volume';

/** What the block thread is told. `grid` is that of the block as kept; `halving`: slices come at twice its columns and rows. */
export type BlockMessage =
  | {
      readonly kind: 'open';
      readonly block: string;
      readonly grid: VolumeGrid;
      readonly halving: { readonly columns: number; readonly rows: number } | null;
    }
  | {
      readonly kind: 'slice';
      readonly block: string;
      readonly index: number;
      readonly values: SliceValues;
    }
  | {
      readonly kind: 'cut';
      readonly job: number;
      readonly block: string;
      readonly cut: CutPlane;
      readonly slab: Slab | null;
    }
  /** All values in one array, for drawing in three dimensions; every n-th column, row and slice. */
  | {
      readonly kind: 'dump';
      readonly job: number;
      readonly block: string;
      readonly step: number;
    }
  | { readonly kind: 'close'; readonly block: string };

export type CutValues = Int16Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

export type BlockAnswer =
  | {
      readonly job: number;
      readonly ok: true;
      readonly values: CutValues;
      readonly min: number;
      readonly max: number;
      /** Value of places outside the block. */
      readonly outside: number;
    }
  | { readonly job: number; readonly ok: false; readonly message: string };
