import { ascii, joined, u16 } from './bytes';

/** Writes EDF, EDF+ and BDF files, so that every variant can be tested with known samples. */
export type EdfSignalSpec = {
  readonly label: string;
  readonly unit?: string;
  readonly physical?: readonly [low: string, high: string];
  readonly digital?: readonly [low: string, high: string];
  readonly prefilter?: string;
  /** One row a record. */
  readonly records: readonly (readonly number[])[];
};

export type EdfSpec = {
  readonly format?: 'EDF' | 'EDF+C' | 'EDF+D' | 'BDF';
  readonly recordS?: string;
  /** What the header says; the truth when absent. */
  readonly statedRecords?: number;
  readonly recording?: string;
  readonly signals: readonly EdfSignalSpec[];
  /** Bytes of the annotation signal of each record; only with EDF+. */
  readonly annotations?: readonly string[];
};

const ANNOTATION_SAMPLES = 60;

export function buildEdf(spec: EdfSpec): Uint8Array {
  const { format = 'EDF', signals } = spec;
  const isBdf = format === 'BDF';
  const sampleBytes = isBdf ? 3 : 2;
  const records = signals[0]?.records.length ?? spec.annotations?.length ?? 0;
  const all = [
    ...signals.map((signal) => ({ ...signal, samples: signal.records[0]?.length ?? 0 })),
    ...(spec.annotations
      ? [
          {
            label: 'EDF Annotations',
            unit: '',
            physical: ['-1', '1'] as const,
            digital: ['-32768', '32767'] as const,
            samples: ANNOTATION_SAMPLES,
          },
        ]
      : []),
  ];
  const field = (text: string | number, width: number): string =>
    String(text).padEnd(width).slice(0, width);
  const column = (width: number, of: (signal: (typeof all)[number]) => string | number): string =>
    all.map((signal) => field(of(signal), width)).join('');
  const header =
    (isBdf ? '\u00ffBIOSEMI' : field('0', 8)) +
    field('77 F 12-MAR-1958 WANG_XIAOMING', 80) +
    field(spec.recording ?? 'Startdate 01-MAR-2026 X X Test_Recorder', 80) +
    '01.03.2608.30.00' +
    field(256 * (all.length + 1), 8) +
    field(isBdf ? '24BIT' : format === 'EDF' ? '' : format, 44) +
    field(spec.statedRecords ?? records, 8) +
    field(spec.recordS ?? '1', 8) +
    field(all.length, 4) +
    column(16, ({ label }) => label) +
    column(80, () => 'AgCl') +
    column(8, ({ unit }) => unit ?? 'uV') +
    column(8, ({ physical }) => physical?.[0] ?? '-3276.8') +
    column(8, ({ physical }) => physical?.[1] ?? '3276.7') +
    column(8, ({ digital }) => digital?.[0] ?? '-32768') +
    column(8, ({ digital }) => digital?.[1] ?? '32767') +
    column(80, (signal) => ('prefilter' in signal ? (signal.prefilter ?? '') : '')) +
    column(8, ({ samples }) => samples) +
    column(32, () => '');
  const data = Array.from({ length: records }, (_, record) =>
    joined(
      ...signals.map((signal) =>
        joined(...(signal.records[record] ?? []).map((value) => little(value, sampleBytes))),
      ),
      ...(spec.annotations ? [annotationBytes(spec.annotations[record] ?? '')] : []),
    ),
  );
  return joined(ascii(header), ...data);
}

const little = (value: number, bytes: number): number[] =>
  bytes === 2 ? u16(value & 0xffff) : [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff];

const annotationBytes = (text: string): Uint8Array => {
  const out = new Uint8Array(2 * ANNOTATION_SAMPLES);
  out.set(ascii(text));
  return out;
};

/** A time-stamped annotation list; without texts the one that says when a record begins. */
export const timed = (onset: string, ...texts: readonly string[]): string =>
  `${onset}\u0014${texts.length === 0 ? '' : texts.join('\u0014')}\u0014\0`;
