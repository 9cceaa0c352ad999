import { ascii } from './bytes';
import { synthesiseDay, type PlantedDay } from './day';
import { buildEdf, timed } from './edfBuilder';
import { SYNTHETIC_UV_PER_BIT } from './syntheticEcg';

/** Seconds of the recording that are made at a time. */
const PIECE_S = 60;

/** A planted recording as a WFDB record of one signal file in format 16; made piece by piece, of any length. */
export function wfdbDay(name: string, planted: PlantedDay) {
  const { rateHz, durationS } = planted.spec;
  const { leads, read } = synthesiseDay(planted);
  const samples = Math.floor(durationS * rateHz);
  const gain = `${1000 / SYNTHETIC_UV_PER_BIT}/mV`;
  const header = [
    `${name} ${leads.length} ${rateHz} ${samples} 8:00:00 1/3/2026`,
    ...leads.map((lead) => `${name}.dat 16 ${gain} 16 0 0 0 0 ${lead}`),
    '',
  ].join('\n');
  return {
    header: ascii(header),
    *data(): Generator<Uint8Array> {
      for (let from = 0; from < samples; from += PIECE_S * rateHz) {
        const rows = read(from, Math.min(PIECE_S * rateHz, samples - from));
        const count = rows[0]?.length ?? 0;
        const out = new Int16Array(count * rows.length);
        rows.forEach((row, lead) =>
          row.forEach((value, at) => (out[at * rows.length + lead] = value)),
        );
        yield new Uint8Array(out.buffer);
      }
    },
  };
}

/** A planted recording of whole seconds as EDF+C, its pauses noted; made piece by piece, of any length. */
export function* edfDay(planted: PlantedDay): Generator<Uint8Array> {
  const { rateHz, durationS } = planted.spec;
  const { leads, read } = synthesiseDay(planted);
  const empty = buildEdf({
    format: 'EDF+C',
    statedRecords: durationS,
    signals: leads.map((lead) => ({
      label: `ECG ${lead}`,
      physical: [String(-32768 * SYNTHETIC_UV_PER_BIT), String(32767 * SYNTHETIC_UV_PER_BIT)],
      records: [new Array<number>(rateHz).fill(0)],
    })),
    annotations: [timed('+0')],
  });
  const headerBytes = 256 * (leads.length + 2);
  const recordBytes = empty.length - headerBytes;
  const samplesBytes = 2 * rateHz * leads.length;
  yield empty.slice(0, headerBytes);
  for (let second = 0; second < durationS; second += PIECE_S) {
    const rows = read(second * rateHz, Math.min(PIECE_S, durationS - second) * rateHz);
    const seconds = (rows[0]?.length ?? 0) / rateHz;
    const out = new Uint8Array(seconds * recordBytes);
    for (let at = 0; at < seconds; at++) {
      rows.forEach((row, lead) => {
        const part = row.slice(at * rateHz, (at + 1) * rateHz);
        out.set(new Uint8Array(part.buffer), at * recordBytes + 2 * rateHz * lead);
      });
      const notes = planted.pauses.filter(({ atS }) => Math.floor(atS) === second + at);
      const lists = [
        timed(`+${second + at}`),
        ...notes.map(({ atS, lengthS }) => timed(`+${atS.toFixed(3)}`, `pause ${lengthS}`)),
      ];
      out.set(ascii(lists.join('')), at * recordBytes + samplesBytes);
    }
    yield out;
  }
}
