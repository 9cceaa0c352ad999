import { describe, expect, it } from 'vitest';
import { dataFile } from '../testing/testData';
import { bufferSource } from './byteSource';
import { textDecoding } from './charset';
import { nameOf, textOf } from './dicomJson';
import { indexDicom } from './indexDicom';

async function index(bytes: Buffer) {
  const indexed = await indexDicom(bufferSource(bytes));
  if (!indexed.ok) throw new Error(indexed.error.code);
  return indexed.value;
}

describe('names in real files', () => {
  it.each([
    ['chrArab', { Alphabetic: 'قباني^لنزار' }],
    ['chrFren', { Alphabetic: 'Buc^Jérôme' }],
    ['chrFrenMulti', { Alphabetic: 'Buc^Jérôme' }],
    ['chrGerm', { Alphabetic: 'Äneas^Rüdiger' }],
    ['chrGreek', { Alphabetic: 'Διονυσιος' }],
    ['chrH31', { Alphabetic: 'Yamada^Tarou', Ideographic: '山田^太郎', Phonetic: 'やまだ^たろう' }],
    ['chrH32', { Alphabetic: 'ﾔﾏﾀﾞ^ﾀﾛｳ', Ideographic: '山田^太郎', Phonetic: 'やまだ^たろう' }],
    ['chrHbrw', { Alphabetic: 'שרון^דבורה' }],
    ['chrI2', { Alphabetic: 'Hong^Gildong', Ideographic: '洪^吉洞', Phonetic: '홍^길동' }],
    ['chrJapMulti', { Alphabetic: 'やまだ^たろう' }],
    ['chrJapMultiExplicitIR6', { Alphabetic: 'やまだ^たろう' }],
    ['chrKoreanMulti', { Alphabetic: '김희중' }],
    ['chrRuss', { Alphabetic: 'Люкceмбypг' }],
    ['chrX1', { Alphabetic: 'Wang^XiaoDong', Ideographic: '王^小東' }],
    ['chrX2', { Alphabetic: 'Wang^XiaoDong', Ideographic: '王^小东' }],
  ])('%s', async (file, name) => {
    const { dataSet, issues } = await index(dataFile(`dicom/charset/${file}.dcm`));
    expect(nameOf(dataSet, '00100010')).toEqual(name);
    expect(issues.filter(({ code }) => code === 'undecodableText')).toEqual([]);
  });
});

describe('text decoding', () => {
  const decode = (charset: string[], bytes: readonly number[], isName = false) =>
    textDecoding(charset, isName)(Buffer.from(bytes));

  it('decodes GB18030 including the four-byte form and characters whose second byte is a backslash', () => {
    expect(decode(['GB18030'], [0x95, 0x32, 0x82, 0x36, 0x81, 0x5c])).toEqual({
      ok: true,
      value: '\u{20000}乗',
    });
  });

  it('decodes GB 2312 designated into G1 by an escape sequence', () => {
    const wang = [0x1b, 0x24, 0x29, 0x41, 0xcd, 0xf5, 0x5e, 0x1b, 0x24, 0x29, 0x41, 0xd0, 0xa1];
    expect(decode(['', 'ISO 2022 IR 58'], wang, true)).toEqual({ ok: true, value: '王^小' });
  });

  it('takes the first character set again after a caret in a name, as the standard demands', () => {
    const noSecondEscape = [0x1b, 0x24, 0x29, 0x41, 0xcd, 0xf5, 0x5e, 0xd0, 0xa1];
    expect(decode(['', 'ISO 2022 IR 58'], noSecondEscape, true)).toMatchObject({ ok: false });
  });

  it.each([
    ['a byte outside the default repertoire', [], [0xcd]],
    ['a broken UTF-8 sequence', ['ISO_IR 192'], [0xe5, 0x88]],
    ['a lone lead byte of GB18030', ['GB18030'], [0xcd]],
    [
      'an escape sequence nobody defined',
      ['ISO 2022 IR 6', 'ISO 2022 IR 58'],
      [0x1b, 0x24, 0x29, 0x5a, 0x41],
    ],
  ])('reports %s instead of replacing it', (_, charset, bytes) => {
    expect(decode(charset, bytes)).toMatchObject({ ok: false, error: { reason: 'badBytes' } });
  });

  it('reports a character set that does not exist', () => {
    expect(decode(['KLINGON'], [0x41])).toEqual({
      ok: false,
      error: { charset: 'KLINGON', reason: 'unknownCharset' },
    });
  });
});

describe('texts that contradict their character set', () => {
  const replaceIn = (file: string, from: Buffer, to: Buffer) => {
    const bytes = Buffer.from(dataFile(file));
    const at = bytes.indexOf(from);
    if (at < 0 || from.length !== to.length)
      throw new Error('the file is not what this test assumes');
    to.copy(bytes, at);
    return bytes;
  };

  it('keeps the object, leaves the name out and names the tag', async () => {
    const gbk = Buffer.concat([Buffer.from([0xcd, 0xf5]), Buffer.from('^XiaoDong')]);
    const bytes = replaceIn('dicom/charset/chrX1.dcm', Buffer.from('Wang^XiaoDo'), gbk);
    const { dataSet, issues } = await index(bytes);
    expect(nameOf(dataSet, '00100010')).toBeNull();
    expect(issues).toContainEqual({
      code: 'undecodableText',
      tag: '00100010',
      detail: 'badBytes ISO_IR 192',
    });
    expect(textOf(dataSet, '00100020')).toBe('X1EXAMPLE');
  });

  it('marks Chinese bytes under a Latin label', async () => {
    const bytes = replaceIn(
      'dicom/charset/chrFren.dcm',
      Buffer.from('Buc^'),
      Buffer.from([0x8d, 0x97, 0x8e, 0x97]),
    );
    expect((await index(bytes)).issues).toContainEqual({ code: 'suspectText', tag: '00100010' });
  });
});
