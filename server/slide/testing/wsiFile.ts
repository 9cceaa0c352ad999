import { number, sequence, text, writePart10, type WriteElement } from '../../dicom/write/part10';
import { WHOLE_SLIDE_CLASS } from '../dicom/wsiInstance';

export type TestWsi = {
  readonly study?: string;
  readonly series: string;
  readonly sop: string;
  readonly flavour?: string;
  readonly totalColumns: number;
  readonly totalRows: number;
  readonly tile: number;
  /** Native RGB tiles, or JPEG streams. */
  readonly frames: readonly Buffer[];
  readonly isJpeg?: boolean;
  readonly photometric?: string;
  /** Column and row of each frame, from 0, in tiles: TILED_SPARSE. */
  readonly places?: readonly (readonly [x: number, y: number])[];
  readonly concatenation?: { readonly uid: string; readonly frameOffset: number };
  readonly more?: readonly WriteElement[];
};

/** A VL Whole Slide Microscopy object as small as it may be. */
export function wsiFile(given: TestWsi): Buffer {
  const { tile, places, frames } = given;
  const elements: WriteElement[] = [
    text('00080005', 'CS', 'ISO_IR 192'),
    text('00080008', 'CS', 'ORIGINAL', 'PRIMARY', given.flavour ?? 'VOLUME', 'NONE'),
    text('00080016', 'UI', WHOLE_SLIDE_CLASS),
    text('00080018', 'UI', given.sop),
    text('00080020', 'DA', '20260110'),
    text('00080060', 'CS', 'SM'),
    text('0008103E', 'LO', 'HE 染色'),
    text('00100010', 'PN', 'Wang^Xiaodong=王^小东'),
    text('00100020', 'LO', 'P1'),
    text('0020000D', 'UI', given.study ?? '2.25.901'),
    text('0020000E', 'UI', given.series),
    text('00209311', 'CS', places ? 'TILED_SPARSE' : 'TILED_FULL'),
    number('00280002', 'US', 3),
    text('00280004', 'CS', given.photometric ?? (given.isJpeg ? 'YBR_FULL_422' : 'RGB')),
    number('00280006', 'US', 0),
    text('00280008', 'IS', String(frames.length)),
    number('00280010', 'US', tile),
    number('00280011', 'US', tile),
    number('00280100', 'US', 8),
    number('00280101', 'US', 8),
    number('00280102', 'US', 7),
    number('00280103', 'US', 0),
    number('00480006', 'UL', given.totalColumns),
    number('00480007', 'UL', given.totalRows),
    sequence('00480105', [text('00480106', 'SH', '1'), text('00480112', 'DS', '40')]),
    sequence('52009229', [sequence('00289110', [text('00280030', 'DS', '0.0005', '0.00025')])]),
    ...(places ? [sequence('52009230', ...places.map(([x, y]) => placeOf(x, y, tile)))] : []),
    ...(given.concatenation
      ? [
          text('00209161', 'UI', given.concatenation.uid),
          number('00209228', 'UL', given.concatenation.frameOffset),
        ]
      : []),
    ...(given.more ?? []),
    ...(given.isJpeg ? [] : [{ tag: '7FE00010', vr: 'OB', value: Buffer.concat(frames) }]),
  ];
  return writePart10({
    sopClassUid: WHOLE_SLIDE_CLASS,
    sopInstanceUid: given.sop,
    elements,
    ...(given.isJpeg ? { frames, transferSyntaxUid: '1.2.840.10008.1.2.4.50' } : {}),
  });
}

const placeOf = (x: number, y: number, tile: number) => [
  sequence('0048021A', [
    { tag: '0048021E', vr: 'SL', value: signed(x * tile + 1) },
    { tag: '0048021F', vr: 'SL', value: signed(y * tile + 1) },
    text('0040074A', 'DS', '0'),
  ]),
];

function signed(value: number): Buffer {
  const out = Buffer.alloc(4);
  out.writeInt32LE(value);
  return out;
}
