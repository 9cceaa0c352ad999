import { describe, expect, it } from 'vitest';
import { readEntries } from './readDrop';

const CASE = '00000000-0000-4000-8000-00000000000c';
const PORTION = 100;

const file = (fullPath: string, text = 'x'): FileSystemEntry =>
  ({
    isFile: true,
    isDirectory: false,
    name: fullPath.split('/').at(-1) ?? '',
    fullPath,
    file: (done: (file: File) => void) => done(new File([text], 'f', { lastModified: 1 })),
  }) as unknown as FileSystemEntry;

const broken = (fullPath: string): FileSystemEntry =>
  ({
    isFile: true,
    isDirectory: false,
    name: 'broken',
    fullPath,
    file: (_: unknown, failed: (error: Error) => void) => failed(new Error('NotReadableError')),
  }) as unknown as FileSystemEntry;

/** Answers in portions, as Chromium does. */
const folder = (fullPath: string, children: readonly FileSystemEntry[]): FileSystemEntry =>
  ({
    isFile: false,
    isDirectory: true,
    name: fullPath.split('/').at(-1) ?? '',
    fullPath,
    createReader: () => {
      let at = 0;
      return {
        readEntries: (done: (entries: readonly FileSystemEntry[]) => void) => {
          done(children.slice(at, at + PORTION));
          at += PORTION;
        },
      };
    },
  }) as unknown as FileSystemEntry;

describe('reading what was dropped', () => {
  it('takes every file of a folder, however many and however deep', async () => {
    const slices = Array.from({ length: 250 }, (_, index) => file(`/CD/DICOM/IM${index}`));
    const disc = folder('/CD', [file('/CD/DICOMDIR'), folder('/CD/DICOM', slices)]);
    const { parcel, unreadable } = await readEntries([disc], CASE);
    expect({ ...parcel, content: null, fingerprint: null, unreadable }).toEqual({
      name: 'CD',
      fileCount: 251,
      bundle: 'tar',
      content: null,
      fingerprint: null,
      unreadable: [],
    });
  });

  it('sends a single file as it is', async () => {
    const { parcel } = await readEntries([file('/chart.pdf', 'pdf')], CASE);
    expect(parcel).toMatchObject({ name: 'chart.pdf', bundle: 'none', fileCount: 1 });
    expect(await parcel?.content.text()).toBe('pdf');
  });

  it('names the files it could not read and takes the others', async () => {
    const disc = folder('/CD', [file('/CD/1'), broken('/CD/2'), file('/CD/3')]);
    const { parcel, unreadable } = await readEntries([disc], CASE);
    expect([parcel?.fileCount, unreadable]).toEqual([2, ['CD/2']]);
  });

  it('leaves out what operating systems leave behind', async () => {
    const disc = folder('/CD', [file('/CD/.DS_Store'), file('/CD/Thumbs.db'), file('/CD/a.jpg')]);
    expect((await readEntries([disc], CASE)).parcel).toMatchObject({
      fileCount: 1,
      bundle: 'none',
    });
    expect((await readEntries([file('/.DS_Store')], CASE)).parcel).toBeNull();
  });

  it('knows the same files again, and tells other files and other cases apart, without saying what they are called', async () => {
    const print = async (path: string, text: string, caseId = CASE) =>
      (await readEntries([file(path, text)], caseId)).parcel?.fingerprint;
    const known = await print('/刘某.pdf', 'a');
    expect(await print('/刘某.pdf', 'a')).toBe(known);
    expect(known).toMatch(/^[0-9a-f]{16}$/);
    const others = [
      print('/刘某.pdf', 'ab'),
      print('/王某.pdf', 'a'),
      print('/刘某.pdf', 'a', 'other'),
    ];
    expect(await Promise.all(others)).not.toContain(known);
  });
});
