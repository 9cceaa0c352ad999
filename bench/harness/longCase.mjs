// A case with a CT as long as one likes: the slices of a real one up and down again, each an object of its own at its own
// place. A county doctor's draft holds it, brought in as everything else.
import dcmjs from 'dcmjs';
import { randomInt, randomUUID } from 'node:crypto';
import { readSeries, stow } from './ctSeries.mjs';

const { DicomMessage } = dcmjs.data;
// the files' own "ox" elements are said at every one of them
dcmjs.log.getLogger('validation.dcmjs').setLevel('silent');
const PATIENT = { name: 'ZHOU CHANGJUAN', sex: 'male', birthDate: '1961-04-09' };
const PATIENT_IN_DICOM = {
  '00100010': [{ Alphabetic: 'ZHOU^CHANGJUAN' }],
  '00100020': ['L61'],
  '00100030': ['19610409'],
  '00100040': ['M'],
};
const AT_ONCE = 50;

/** @returns the case, its study and how many objects it holds; to be read by the doctor whose headers these are. */
export async function caseWithLongCt(origin, headers, slices) {
  const objects = longSeries(slices);
  for (let from = 0; from < slices; from += AT_ONCE)
    await stow(`${origin}/dicom-web`, headers, objects.bytes.slice(from, from + AT_ONCE));
  const caseId = await draft(origin, headers);
  await post(`${origin}/v1/cases/${caseId}/studies`, headers, { studyInstanceUid: objects.study });
  return { caseId, study: objects.study, objects: slices };
}

function longSeries(slices) {
  const root = `2.25.${randomInt(1e12, 9e12)}`;
  const originals = readSeries()
    .map((bytes) => DicomMessage.readFile(toArrayBuffer(bytes)))
    .sort((a, b) => place(a) - place(b));
  const step = place(originals[1]) - place(originals[0]);
  const bytes = Array.from({ length: slices }, (_, n) => {
    const turn = n % (2 * originals.length);
    const file = originals[turn < originals.length ? turn : 2 * originals.length - 1 - turn];
    const [x, y] = file.dict['00200032'].Value;
    const uid = `${root}.${n + 1}`;
    const written = new dcmjs.data.DicomDict(withValues(file.meta, { '00020003': [uid] }));
    written.dict = withValues(file.dict, {
      ...PATIENT_IN_DICOM,
      '00080018': [uid],
      '0020000D': [`${root}.0`],
      '0020000E': [`${root}.0.1`],
      '00200013': [String(n + 1)],
      '00200032': [x, y, n * step],
      '00201041': [n * step],
    });
    return Buffer.from(written.write());
  });
  return { study: `${root}.0`, bytes };
}

const withValues = (elements, values) => ({
  ...elements,
  ...Object.fromEntries(
    Object.entries(values).map(([tag, Value]) => [tag, { ...elements[tag], Value }]),
  ),
});

const place = (file) => file.dict['00200032'].Value[2];
const toArrayBuffer = ({ buffer, byteOffset, length }) =>
  buffer.slice(byteOffset, byteOffset + length);

async function draft(origin, headers) {
  const body = { idempotencyKey: randomUUID(), form: { patient: PATIENT } };
  return (await post(`${origin}/v1/cases`, headers, body)).case.id;
}

async function post(url, headers, body) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}
