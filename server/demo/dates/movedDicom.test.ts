import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDemoStudy, readDemoStudies } from '../demoStudies';
import { movedDicom, movedUid, takenAtOf } from './movedDicom';
import { MINUTE_MS, wholeDaysBefore } from './shift';

const DEMO = path.resolve(import.meta.dirname, '../../../resources/demo');
const folder = mkdtempSync(path.join(os.tmpdir(), 'huizhen-dates-'));
const dump = (file: Buffer): string[] => {
  const name = path.join(folder, 'file.dcm');
  writeFileSync(name, file);
  return execFileSync('dcmdump', ['-q', name], {
    encoding: 'latin1',
    maxBuffer: 64 * 1024 * 1024,
  }).split('\n');
};

describe('dates of a bundled study', () => {
  it('move together and nothing else does, in every file of the demo', async () => {
    const ms = 40 * 24 * 60 * MINUTE_MS + 75 * MINUTE_MS;
    for (const study of (await readDemoStudies(DEMO)).values()) {
      const { files, takenAt } = await openDemoStudy(DEMO, study);
      const [file] = files;
      if (!file) throw new Error('no file');
      const moved = movedDicom(file, ms);
      expect(moved.length).toBe(file.length);
      expect(takenAtOf(moved)).toBe(takenAt + ms);
      const [before, after] = [dump(file), dump(moved)];
      const changed = before.filter((line, index) => line !== after[index]);
      expect(changed.length, study.slug).toBeGreaterThanOrEqual(4);
      for (const line of changed)
        expect(line, study.slug).toMatch(/^\s*\([0-9a-f,]+\) (DA|TM|DT|UI) /);
      const classes = (lines: string[]) =>
        lines.filter((line) => /SOPClassUID|TransferSyntaxUID/.test(line));
      expect(classes(after)).toEqual(classes(before));
      const uid = (lines: string[]) => lines.find((line) => line.startsWith('(0020,000d)'));
      expect(uid(after)).toContain(movedUid(study.studyInstanceUid, ms));
      expect(uid(after)).not.toEqual(uid(before));
      expect(after.filter((line) => /\(0010,0030\)/.test(line))).toEqual(
        before.filter((line) => /\(0010,0030\)/.test(line)),
      );
      const old = /\[20261(11[5-9]|120)/;
      expect(
        after.filter((line) => old.test(line)),
        'a date left behind',
      ).toEqual([]);
    }
  });

  it('keep their time of day when they move by days, and go no further than needed', () => {
    const at = (text: string) => Date.parse(text);
    const ms = wholeDaysBefore(at('2026-11-16T07:20:00+08:00'), at('2027-02-01T07:19:00+08:00'));
    expect(new Date(at('2026-11-16T07:20:00+08:00') + ms).toISOString()).toBe(
      '2027-01-30T23:20:00.000Z',
    );
  });
});
