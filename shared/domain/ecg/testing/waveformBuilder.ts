/** Writes small DICOM waveform objects, so that every coding can be tested with known values. */
export type WaveformSpec = {
  readonly explicit?: boolean;
  readonly transferSyntax?: string;
  readonly bitsAllocated: 8 | 16;
  readonly interpretation: 'SB' | 'UB' | 'SS' | 'US' | 'MB';
  /** One row for each channel. */
  readonly samples: readonly (readonly number[])[];
  readonly sensitivity?: {
    readonly value: string;
    readonly unit: string;
    readonly correction?: string;
    readonly baseline?: string;
  };
  readonly padding?: number;
  readonly sampleSkew?: string;
  readonly leadCodes: readonly string[];
};

type Bytes = number[];

const u16 = (value: number): Bytes => [value & 0xff, (value >> 8) & 0xff];
const u32 = (value: number): Bytes => [...u16(value & 0xffff), ...u16(value >>> 16)];
const text = (value: string): Bytes => {
  const bytes = [...value].map((character) => character.charCodeAt(0));
  return bytes.length % 2 === 0 ? bytes : [...bytes, 0x20];
};

const LONG = new Set(['OB', 'OW', 'SQ']);

function element(explicit: boolean, tag: number, vr: string, value: Bytes): Bytes {
  const head = [...u16(Math.floor(tag / 0x10000)), ...u16(tag % 0x10000)];
  if (!explicit) return [...head, ...u32(value.length), ...value];
  return LONG.has(vr)
    ? [...head, ...text(vr), 0, 0, ...u32(value.length), ...value]
    : [...head, ...text(vr), ...u16(value.length), ...value];
}

const item = (content: Bytes): Bytes => [
  ...u16(0xfffe),
  ...u16(0xe000),
  ...u32(content.length),
  ...content,
];

export function buildWaveform(spec: WaveformSpec): ArrayBuffer {
  const { explicit = true, sensitivity, padding, sampleSkew } = spec;
  const syntax = spec.transferSyntax ?? (explicit ? '1.2.840.10008.1.2.1' : '1.2.840.10008.1.2');
  const put = (tag: number, vr: string, value: Bytes): Bytes => element(explicit, tag, vr, value);
  const sequence = (tag: number, ...items: Bytes[]): Bytes => put(tag, 'SQ', items.flatMap(item));
  const sample = (value: number): Bytes =>
    spec.bitsAllocated === 8 ? [value & 0xff] : u16(value & 0xffff);
  const channels = spec.leadCodes.map((code) => [
    ...sequence(0x003a0208, put(0x00080100, 'SH', text(code))),
    ...(sensitivity
      ? [
          ...put(0x003a0210, 'DS', text(sensitivity.value)),
          ...sequence(0x003a0211, put(0x00080100, 'SH', text(sensitivity.unit))),
          ...put(0x003a0212, 'DS', text(sensitivity.correction ?? '1')),
          ...put(0x003a0213, 'DS', text(sensitivity.baseline ?? '0')),
        ]
      : []),
    ...(sampleSkew === undefined ? [] : put(0x003a0215, 'DS', text(sampleSkew))),
  ]);
  const moments = spec.samples[0]?.length ?? 0;
  const data = Array.from({ length: moments }, (_, moment) =>
    spec.samples.flatMap((row) => sample(row[moment] ?? 0)),
  ).flat();
  const group = [
    ...put(0x003a0005, 'US', u16(spec.samples.length)),
    ...put(0x003a0010, 'UL', u32(moments)),
    ...put(0x003a001a, 'DS', text('500')),
    ...sequence(0x003a0200, ...channels),
    ...put(0x54001004, 'US', u16(spec.bitsAllocated)),
    ...put(0x54001006, 'CS', text(spec.interpretation)),
    ...(padding === undefined ? [] : put(0x5400100a, 'OW', sample(padding))),
    ...put(0x54001010, 'OW', data),
  ];
  const meta = element(true, 0x00020010, 'UI', text(syntax));
  return Uint8Array.from([
    ...Array.from({ length: 128 }, () => 0),
    ...text('DICM'),
    ...element(true, 0x00020000, 'UL', u32(meta.length)),
    ...meta,
    ...sequence(0x54000100, group),
  ]).buffer;
}
