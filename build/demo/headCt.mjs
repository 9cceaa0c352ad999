// The source slice is JPEG 2000 whose codestream says unsigned while the header says signed (a known test file).
// It is decoded, shifted to unsigned with an intercept, and written again: the same Hounsfield units, readable everywhere.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './run.mjs';

const require = createRequire(import.meta.url);
const OFFSET = 2048;
const BITS = 13;

async function decode(file) {
  const parser = require('dicom-parser');
  const dataSet = parser.parseDicom(readFileSync(file));
  const element = dataSet.elements.x7fe00010;
  const stream = parser.readEncapsulatedPixelDataFromFragments(
    dataSet,
    element,
    0,
    element.fragments.length,
  );
  const { J2KDecoder } = await require('@cornerstonejs/codec-openjpeg/decode')({ print: () => {} });
  const decoder = new J2KDecoder();
  decoder.getEncodedBuffer(stream.length).set(stream);
  decoder.decode();
  const bytes = decoder.getDecodedBuffer();
  return new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

export async function writeHeadCt(source, file, workFolder) {
  const stored = await decode(source);
  const signed = Int16Array.from(stored, (v) => (v >= 1 << (BITS - 1) ? v - (1 << BITS) : v));
  const lowest = signed.reduce((low, v) => Math.min(low, v), 0);
  if (lowest < -OFFSET) throw new Error(`lowest value ${lowest} does not fit the offset`);
  const raw = path.join(workFolder, 'head.raw');
  writeFileSync(raw, Buffer.from(Uint16Array.from(signed, (v) => v + OFFSET).buffer));

  const changed = {
    '0028,0101': 'US 16',
    '0028,0102': 'US 15',
    '0028,0103': 'US 0',
    '0028,1052': `DS [${-OFFSET}]`,
  };
  const header = run('dcmdump', ['-q', '+L', '-Un', source])
    .split('\n')
    .filter((line) => /^\((0008|0018|0020|0028)/.test(line) && !/ (SQ|UN|na) |no value/.test(line))
    .filter((line) => !Object.keys(changed).some((tag) => line.startsWith(`(${tag})`)));
  const text = path.join(workFolder, 'head.dump');
  writeFileSync(
    text,
    [
      ...header,
      ...Object.entries(changed).map(([tag, value]) => `(${tag}) ${value}`),
      `(7fe0,0010) OW =${raw}`,
      '',
    ].join('\n'),
  );
  run('dump2dcm', ['-q', '+te', text, file]);
}
