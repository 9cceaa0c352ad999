import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packTar } from './packTar';

type Read = { readonly path: string; readonly text: string };

/** A reader of its own, straight from the pax format: records override the header that follows them. */
async function readBack(archive: Blob): Promise<Read[]> {
  const bytes = new Uint8Array(await archive.arrayBuffer());
  const text = (from: number, length: number) =>
    new TextDecoder().decode(bytes.slice(from, from + length)).replace(/\0.*$/s, '');
  const files: Read[] = [];
  let path: string | null = null;
  for (let at = 0; bytes[at] !== 0;) {
    const size = parseInt(text(at + 124, 12), 8);
    const type = text(at + 156, 1);
    const stored = parseInt(text(at + 148, 8), 8);
    const sum = bytes
      .slice(at, at + 512)
      .reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
    expect(stored).toBe(sum);
    const body = new TextDecoder().decode(bytes.slice(at + 512, at + 512 + size));
    if (type === 'x') {
      const length = Number(body.split(' ')[0]);
      expect(length).toBe(new TextEncoder().encode(body).length);
      path = body.slice(body.indexOf('=') + 1, -1);
    } else {
      files.push({ path: path ?? text(at, 100), text: body });
      path = null;
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

const pack = (files: readonly Read[]) =>
  packTar(files.map(({ path, text }) => ({ path, content: new Blob([text]) })));

describe('packing files into one archive', () => {
  it('keeps Chinese and very long paths', async () => {
    const files = [
      { path: 'CT/IM000001', text: 'dicom' },
      { path: '刘某某 CT/序列 3/影像 1.dcm', text: '影像' },
      { path: `${'folder/'.repeat(30)}page.jpg`, text: 'x'.repeat(513) },
    ];
    expect(await readBack(pack(files))).toEqual([files[0], files[2], files[1]]);
  });

  it('gives the same bytes for the same files in any order, so that an upload can go on after a restart', async () => {
    const files = [
      { path: 'b', text: '2' },
      { path: 'a', text: '1' },
    ];
    const bytes = async (blob: Blob) => [...new Uint8Array(await blob.arrayBuffer())];
    expect(await bytes(pack(files))).toEqual(await bytes(pack([...files].reverse())));
  });

  it('gives back whatever went in', async () => {
    const name = fc.stringMatching(/^[a-z0-9 一-龥]{1,140}$/u);
    const property = fc.asyncProperty(
      fc.uniqueArray(fc.record({ path: name, text: fc.string({ maxLength: 1200 }) }), {
        selector: (file) => file.path,
        minLength: 1,
        maxLength: 6,
      }),
      async (files) => {
        const byPath = (a: Read, b: Read) => (a.path < b.path ? -1 : 1);
        expect(await readBack(pack(files))).toEqual([...files].sort(byPath));
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});
