import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCda } from './cdaNote';
import { instantOfDicom, instantOfExif, instantOfHl7 } from './chinaTime';
import { isLitter, safeEntryPath } from './entryPath';
import { dispositionOf, FORMATS, safeMime } from './formats';
import { labResultSchema, noteSectionSchema } from './payload';
import { guessCategory, titleOfPath } from './recordGuess';
import { attributeOf, rootOf, scanXml, XmlRefused } from './xmlScan';

describe('safeEntryPath', () => {
  it.each([
    ['../../etc/passwd', 'etc/passwd'],
    ['C:\\Windows\\system32\\a.exe', 'Windows/system32/a.exe'],
    ['/abs/olute', 'abs/olute'],
    ['a\0.pdf', 'a.pdf'],
    ['ex\u202efdp.exe', 'exfdp.exe'],
    ['..', '_'],
    ['检查/ 胸片 .dcm', '检查/胸片 .dcm'],
  ])('shows %j as %j', (raw, safe) => {
    expect(safeEntryPath(raw)).toBe(safe);
  });

  it('never keeps a way out, whatever the archive says', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      'C:',
      '\0',
      '\u202e',
      'a',
      '文',
      ' ',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const safe = safeEntryPath(parts.join(''));
        expect(safe).not.toMatch(/^\/|\\|\0|\u202e|\p{Surrogate}/u);
        expect(safe.split('/')).not.toContain('..');
        expect(safe).not.toBe('');
        expect(safeEntryPath(safe)).toBe(safe);
      }),
    );
  });

  it('knows what operating systems leave behind', () => {
    expect(['Thumbs.db', 'a/.DS_Store', '__MACOSX/a/b.dcm', 'x/._b.dcm'].every(isLitter)).toBe(
      true,
    );
    expect(['DICOMDIR', 'a/b.dcm'].some(isLitter)).toBe(false);
  });
});

describe('guessCategory', () => {
  it.each([
    ['知情同意书.jpg', 'consent'],
    ['检验/血常规 0301.pdf', 'laboratory'],
    ['IMG_CT_0001.jpg', 'imaging'],
    ['住院病历首页.pdf', 'chart'],
    ['心电图.pdf', 'ecg'],
    ['病理报告.pdf', 'pathology'],
    ['检验/同意书.pdf', 'consent'],
    ['IMG_2041.jpg', 'other'],
    ['doctor.jpg', 'other'],
  ])('files %s under %s', (path, category) => {
    expect(guessCategory(path, 'other')).toBe(category);
  });

  it('makes a title of a name', () => {
    expect(titleOfPath('检验/血常规.pdf')).toBe('血常规');
    expect(titleOfPath('.bashrc')).toBe('.bashrc');
  });
});

describe('times of Chinese equipment', () => {
  it('are local where no zone is stated', () => {
    expect(instantOfDicom('20260301', '083000.123')).toBe('2026-03-01T00:30:00.000Z');
    expect(instantOfDicom('2026.03.01', null)).toBe('2026-02-28T16:00:00.000Z');
    expect(instantOfHl7('202603010830')).toBe('2026-03-01T00:30:00.000Z');
    expect(instantOfExif('2026:03:01 08:30:00')).toBe('2026-03-01T00:30:00.000Z');
  });

  it('follow a zone that is stated', () => {
    expect(instantOfDicom('20260301', '083000', '+0900')).toBe('2026-02-28T23:30:00.000Z');
    expect(instantOfHl7('20260301083000-0500')).toBe('2026-03-01T13:30:00.000Z');
  });

  it.each(['', '20260230', '2026', '20261301', 'heute'])('are not invented for %j', (text) => {
    expect(instantOfDicom(text, '0800')).toBeNull();
    expect(instantOfHl7(text)).toBeNull();
  });
});

describe('formats', () => {
  it('never show anything that could run', () => {
    const inline = Object.values(FORMATS).filter(({ mime }) => dispositionOf(mime) === 'inline');
    expect(inline.map(({ label }) => label)).toEqual(['PDF', 'JPEG', 'PNG', 'WebP', 'MP4']);
    for (const mime of ['text/html', 'image/svg+xml', 'text/javascript', null]) {
      expect(safeMime(mime)).toBe('application/octet-stream');
      expect(dispositionOf(safeMime(mime))).toBe('attachment');
    }
  });
});

describe('scanXml', () => {
  it('reads names without prefix, attributes, entities and CDATA', () => {
    const xml =
      '<?xml version="1.0"?><a:b c=\'1 > 0\' d="&#x738b;&amp;"><!-- <x> --><e/>t&lt;<![CDATA[<f>]]></a:b>';
    const tokens = [...scanXml(xml)];
    expect(tokens.map((token) => (token.kind === 'text' ? token.text : token.name))).toEqual([
      'b',
      'e',
      't<',
      '<f>',
      'b',
    ]);
    const [first] = tokens;
    expect(first?.kind === 'open' && attributeOf(first.attributes, 'd')).toBe('王&');
  });

  it('refuses what could define entities', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "&c;&c;">]><a>&b;</a>';
    expect(() => [...scanXml(bomb)]).toThrow(XmlRefused);
    expect(rootOf(bomb)).toBeNull();
  });

  it('ends on any text', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('<', '>', '/', '!', '-', '"', 'a', ' ', '&', ';', '[', ']'),
        }),
        (text) => {
          try {
            expect([...scanXml(text)].length).toBeLessThanOrEqual(text.length);
          } catch (error) {
            expect(error).toBeInstanceOf(XmlRefused);
          }
        },
      ),
    );
  });
});

describe('readCda', () => {
  const cda = (
    body: string,
  ) => `<ClinicalDocument xmlns="urn:hl7-org:v3"><title>出院小结</title><effectiveTime value="20260301"/>
    <recordTarget><patientRole><id extension="7"/><patient><name>王小明</name><administrativeGenderCode code="1"/>
    <birthTime value="19580312"/></patient></patientRole></recordTarget><component><structuredBody><component><section>
    <title>诊断</title><text>${body}</text></section></component></structuredBody></component></ClinicalDocument>`;

  it('takes title, patient and narrative', () => {
    expect(
      readCda(cda('<paragraph>肺炎</paragraph><table><tr><td>WBC</td><td>12</td></tr></table>')),
    ).toEqual({
      title: '出院小结',
      occurredAt: '2026-02-28T16:00:00.000Z',
      identity: { names: ['王小明'], birthDate: '19580312', sex: 'M', patientIds: ['7'] },
      sections: [{ key: null, title: '诊断', text: '肺炎\nWBC\t12' }],
      results: [],
    });
  });

  it('leaves markup behind, however it is meant', () => {
    const note = readCda(
      cda('a<content onmouseover="evil()">b</content><renderMultiMedia referencedObject="x"/>'),
    );
    expect(note?.sections.map(({ text }) => text)).toEqual(['ab']);
  });

  it('refuses a document type and unbalanced elements', () => {
    expect(readCda(`<!DOCTYPE x>${cda('a')}`)).toBeNull();
    expect(readCda(cda('<b>'))).toBeNull();
  });

  it('makes sections a record may hold', () => {
    for (const section of readCda(cda('x'))?.sections ?? [])
      expect(noteSectionSchema.parse(section)).toEqual(section);
    expect(labResultSchema.safeParse({}).success).toBe(false);
  });
});
