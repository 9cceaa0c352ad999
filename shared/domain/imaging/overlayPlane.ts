import {
  numberOf,
  numbersOf,
  TAG,
  textOf,
  type DicomElement,
  type DicomJson,
  type Tag,
} from './dicomJson';

/** A bit plane over a picture (PS3.3 C.9.2). */
export type OverlayPlane = {
  /** 0x6000, 0x6002, … 0x601E. */
  readonly group: number;
  readonly rows: number;
  readonly columns: number;
  /** Column and row of its first pixel, 0-based; may lie outside the picture. */
  readonly left: number;
  readonly top: number;
  readonly label: string | null;
  /** Region of interest, or graphics. */
  readonly type: 'roi' | 'graphics';
  readonly source:
    | {
        readonly kind: 'data';
        readonly element: DicomElement;
        /** Bits before the frame's own plane. */
        readonly firstBit: number;
      }
    /** A bit of the stored pixels themselves, as files before 2004 had it. */
    | { readonly kind: 'pixelBit'; readonly bit: number };
};

const tagOf = (group: number, element: string): Tag =>
  (group.toString(16).toUpperCase().padStart(4, '0') + element) as Tag;

/** Planes that lie over one frame (1-based). */
export function overlaysOf(instance: DicomJson, frame = 1): readonly OverlayPlane[] {
  const planes: OverlayPlane[] = [];
  for (let group = 0x6000; group <= 0x601e; group += 2) {
    const plane = planeOf(instance, group, frame);
    if (plane) planes.push(plane);
  }
  return planes;
}

function planeOf(instance: DicomJson, group: number, frame: number): OverlayPlane | null {
  const element = instance[tagOf(group, '3000')];
  const bit = numberOf(instance, tagOf(group, '0102')) ?? 0;
  const isInPixels = !element && (numberOf(instance, tagOf(group, '0100')) ?? 1) > 1;
  const rows =
    numberOf(instance, tagOf(group, '0010')) ?? (isInPixels ? numberOf(instance, TAG.Rows) : null);
  const columns =
    numberOf(instance, tagOf(group, '0011')) ??
    (isInPixels ? numberOf(instance, TAG.Columns) : null);
  if (rows === null || columns === null || rows < 1 || columns < 1) return null;
  if (!element && !isInPixels) return null;
  const [top = 1, left = 1] = numbersOf(instance, tagOf(group, '0050'));
  const at = frameOf(instance, group, frame);
  if (at === null) return null;
  return {
    group,
    rows,
    columns,
    left: left - 1,
    top: top - 1,
    label: textOf(instance, tagOf(group, '1500')) ?? textOf(instance, tagOf(group, '0022')),
    type: textOf(instance, tagOf(group, '0040')) === 'R' ? 'roi' : 'graphics',
    source: element
      ? { kind: 'data', element, firstBit: at * rows * columns }
      : { kind: 'pixelBit', bit },
  };
}

/** Which of the overlay's own frames lies over an image's frame; `null` when none does. One of a single frame lies over all. */
function frameOf(instance: DicomJson, group: number, frame: number): number | null {
  const count = numberOf(instance, tagOf(group, '0015')) ?? 1;
  if (count <= 1) return 0;
  const origin = numberOf(instance, tagOf(group, '0051')) ?? 1;
  const at = frame - origin;
  return at >= 0 && at < count ? at : null;
}

/** One byte a pixel, 1 where the plane is set. Bits are packed from the lowest of each byte on (PS3.5 8.1.2). */
export function unpackedBits(
  bytes: Uint8Array,
  { rows, columns }: Pick<OverlayPlane, 'rows' | 'columns'>,
  firstBit: number,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(rows * columns);
  for (let i = 0; i < out.length; i++) {
    const bit = firstBit + i;
    out[i] = ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1;
  }
  return out;
}
