import { instantOfDicom } from '../../../../shared/domain/intake/chinaTime';

/** What a WFDB header says about the recording it belongs to. */
export type WfdbHeader = {
  readonly recordName: string;
  readonly signals: number;
  /** Files that hold the signals, each once, in the order they are named. */
  readonly signalFiles: readonly string[];
  readonly occurredAt: string | null;
};

/**
 * Record line `name[/segments] signals [frequency [samples [time [date]]]]`, then one line per signal that begins
 * with the file's name (WFDB header(5)).
 *
 * @returns `null` when it is no header, or a multi-segment one, which spans several records.
 */
export function readWfdbHeader(text: string): WfdbHeader | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const [recordName = '', signalCount = '', , , time, date] = (lines[0] ?? '').trim().split(/\s+/);
  const signals = /^\d{1,3}$/.test(signalCount) ? Number(signalCount) : 0;
  const signalLines = lines.slice(1, 1 + signals);
  if (
    recordName === '' ||
    recordName.includes('/') ||
    signals === 0 ||
    signalLines.length < signals
  ) {
    return null;
  }
  const files = signalLines.map((line) => line.trim().split(/\s+/)[0] ?? '');
  const isPlainName = (name: string) => name !== '' && !/[/\\]/.test(name);
  if (!files.every(isPlainName)) return null;
  const [day, month, year] = (date ?? '').split('/');
  const calendar = year ? `${year}${month?.padStart(2, '0')}${day?.padStart(2, '0')}` : null;
  return {
    recordName,
    signals,
    signalFiles: [...new Set(files)],
    occurredAt: instantOfDicom(calendar, time ?? null),
  };
}
