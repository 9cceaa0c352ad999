import { joined, u16, u32 } from './bytes';

/** Writes SCP-ECG records, so that every kind of compression can be tested with known samples. */
export type ScpSpec = {
  /** Samples at full rate, one row a lead; leads are I, II, V1, V2, … */
  readonly leads: readonly (readonly number[])[];
  readonly nanovolts?: number;
  readonly intervalUs?: number;
  readonly differences?: 0 | 1 | 2;
  readonly coding?: 'plain' | 'default' | 'own';
  readonly reference?: {
    readonly leads: readonly (readonly number[])[];
    readonly nanovolts: number;
    /** Counted from 1. */
    readonly fiducial: number;
    readonly isSubtracted: boolean;
    readonly beats: readonly {
      readonly type: number;
      readonly first: number;
      readonly fiducial: number;
      readonly last: number;
    }[];
  };
  /** Decimates outside of the zones, which count from 1. */
  readonly bimodal?: {
    readonly factor: number;
    readonly zones: readonly (readonly [number, number])[];
  };
};

export function buildScp(spec: ScpSpec): Uint8Array {
  const { leads, nanovolts = 2500, intervalUs = 2000, reference, bimodal } = spec;
  const length = leads[0]?.length ?? 0;
  const rhythm = reference?.isSubtracted
    ? leads.map((lead, at) => residual(lead, at, spec))
    : leads;
  const stored = bimodal ? rhythm.map((lead) => decimate(lead, bimodal)) : rhythm;
  const sections = new Map<number, Uint8Array>();
  if (spec.coding !== 'plain')
    sections.set(2, spec.coding === 'own' ? ownTables() : joined(u16(19999)));
  const flags = (reference?.isSubtracted ? 1 : 0) | 4;
  sections.set(
    3,
    joined([leads.length, flags], ...leads.map((_, at) => [...u32(1), ...u32(length), at + 1])),
  );
  if (reference) {
    const beats = reference.beats;
    sections.set(
      4,
      joined(
        u16(((reference.leads[0]?.length ?? 0) * intervalUs) / 1000),
        u16(reference.fiducial),
        u16(beats.length),
        ...beats.map((beat) => [
          ...u16(beat.type),
          ...u32(beat.first),
          ...u32(beat.fiducial),
          ...u32(beat.last),
        ]),
        ...(bimodal ? bimodal.zones.map(([first, last]) => [...u32(first), ...u32(last)]) : []),
      ),
    );
    sections.set(
      5,
      signal(spec, reference.leads, { nanovolts: reference.nanovolts, intervalUs, flag: 0 }),
    );
  }
  sections.set(
    6,
    signal(spec, stored, {
      nanovolts,
      intervalUs: intervalUs * (bimodal?.factor ?? 1),
      flag: bimodal ? 1 : 0,
    }),
  );
  return assemble(sections);
}

function residual(
  lead: readonly number[],
  at: number,
  { reference, nanovolts = 2500 }: ScpSpec,
): number[] {
  const out = [...lead];
  const beat = reference?.leads[at] ?? [];
  for (const one of reference?.beats ?? []) {
    for (let sample = one.first; sample <= one.last && one.type === 0; sample++) {
      const place = (reference?.fiducial ?? 0) - one.fiducial + sample - 1;
      out[sample - 1] =
        (out[sample - 1] ?? 0) - ((beat[place] ?? 0) * (reference?.nanovolts ?? 0)) / nanovolts;
    }
  }
  return out;
}

/** One sample in the middle stands for a whole group; what does not fill a group is kept. */
function decimate(
  lead: readonly number[],
  { factor, zones }: NonNullable<ScpSpec['bimodal']>,
): number[] {
  const out: number[] = [];
  let at = 0;
  for (const [first, last] of [...zones, [lead.length + 1, lead.length] as const]) {
    const free = lead.slice(at, first - 1);
    const groups = Math.floor(free.length / factor);
    for (let group = 0; group < groups; group++)
      out.push(free[group * factor + (factor >> 1)] ?? 0);
    out.push(...free.slice(groups * factor), ...lead.slice(first - 1, last));
    at = last;
  }
  return out;
}

function signal(
  { coding = 'default', differences = 2 }: ScpSpec,
  leads: readonly (readonly number[])[],
  {
    nanovolts,
    intervalUs,
    flag,
  }: { readonly nanovolts: number; readonly intervalUs: number; readonly flag: number },
): Uint8Array {
  const coded = leads.map((lead) => {
    const values = lead.map((value, at) => {
      const [one = 0, two = 0] = [lead[at - 1], lead[at - 2]];
      if (at < differences) return value;
      return differences === 0 ? value : differences === 1 ? value - one : value - 2 * one + two;
    });
    if (coding === 'plain') return joined(...values.map((value) => u16(value & 0xffff)));
    return bits(values.map(coding === 'own' ? ownCode : defaultCode).join(''));
  });
  return joined(
    u16(nanovolts),
    u16(intervalUs),
    [differences, flag],
    ...coded.map((lead) => u16(lead.length)),
    ...coded,
  );
}

function defaultCode(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size <= 8) return `${'1'.repeat(size)}0${value < 0 ? 1 : 0}`;
  return value >= -128 && value <= 127
    ? `1111111110${binary(value, 8)}`
    : `1111111111${binary(value, 16)}`;
}

const binary = (value: number, width: number): string =>
  (value < 0 ? value + 2 ** width : value).toString(2).padStart(width, '0');

/**
 * Two tables: in the first, `0` is 0, `10` goes on with the second, `11` is 12 bits; the second says everything in 16 bits
 * and goes back. So every value but 0 within 12 bits switches twice.
 */
function ownTables(): Uint8Array {
  const code = (
    prefix: number,
    total: number,
    mode: number,
    base: number,
    code: number,
  ): number[] => [prefix, total, mode, ...u16(base & 0xffff), ...u32(code)];
  return joined(
    u16(2),
    u16(3),
    code(1, 1, 1, 0, 0b0),
    code(2, 2, 0, 2, 0b01),
    code(2, 14, 1, 0, 0b11),
    u16(2),
    code(1, 17, 1, 0, 0b0),
    code(1, 1, 0, 1, 0b1),
  );
}

const ownCode = (value: number): string =>
  value === 0
    ? '0'
    : value >= -2048 && value <= 2047
      ? `11${binary(value, 12)}`
      : `100${binary(value, 16)}1`;

const bits = (text: string): Uint8Array =>
  Uint8Array.from({ length: Math.ceil(text.length / 8) }, (_, at) =>
    parseInt(text.slice(8 * at, 8 * at + 8).padEnd(8, '0'), 2),
  );

/** Section 0 lists the others; checksums are left at 0. */
function assemble(sections: ReadonlyMap<number, Uint8Array>): Uint8Array {
  const header = (id: number, length: number): number[] => [
    0,
    0,
    ...u16(id),
    ...u32(length),
    20,
    20,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const pointers = 16 + 10 * 12;
  let at = 6 + pointers;
  const table: number[] = [...u16(0), ...u32(pointers), ...u32(7)];
  const bodies: Uint8Array[] = [];
  for (let id = 1; id < 12; id++) {
    const body = sections.get(id);
    const length = body ? 16 + body.length + (body.length % 2) : 0;
    table.push(...u16(id), ...u32(length), ...u32(body ? at + 1 : 0));
    if (!body) continue;
    bodies.push(joined(header(id, length), body, body.length % 2 === 0 ? [] : [0]));
    at += length;
  }
  const first = header(0, pointers);
  [...'SCPECG'].forEach((letter, index) => (first[10 + index] = letter.charCodeAt(0)));
  return joined([0, 0], u32(at), first, table, ...bodies);
}
