import { instantOfDicom, instantOfHl7 } from '../../../../shared/domain/intake/chinaTime';
import { attributeOf, scanXml, XmlRefused } from '../../../../shared/domain/intake/xmlScan';
import { ok } from '../../../../shared/lib/result';
import type { FileContent } from '../process/content';
import { decodeText } from '../recognise/text';
import { damaged, plainReading, type ReadResult } from './reading';

const MAX_BYTES = 64 * 1024 ** 2;

type Field = 'family' | 'given' | 'name' | 'id' | 'birth' | 'sex' | 'date' | 'time' | 'at';
/** Last two element names → what they hold; `@x` reads an attribute of the element. */
type Places = Readonly<Record<string, Field | { readonly [attribute: string]: Field }>>;

const MUSE: Places = {
  'PatientDemographics/PatientLastName': 'family',
  'PatientDemographics/PatientFirstName': 'given',
  'PatientDemographics/PatientID': 'id',
  'PatientDemographics/DateofBirth': 'birth',
  'PatientDemographics/Gender': 'sex',
  'TestDemographics/AcquisitionDate': 'date',
  'TestDemographics/AcquisitionTime': 'time',
};
const SIERRA: Places = {
  'name/lastname': 'family',
  'name/firstname': 'given',
  'generalpatientdata/patientid': 'id',
  'age/dateofbirth': 'birth',
  'generalpatientdata/sex': 'sex',
  'restingecgdata/dataacquisition': { date: 'date', time: 'time' },
};
const AECG: Places = {
  'trialSubject/id': { extension: 'id' },
  'subjectDemographicPerson/name': 'name',
  'name/family': 'family',
  'name/given': 'given',
  'subjectDemographicPerson/administrativeGenderCode': { code: 'sex' },
  'subjectDemographicPerson/birthTime': { value: 'birth' },
  'effectiveTime/low': { value: 'at' },
  'effectiveTime/center': { value: 'at' },
};

export const readMuse = (content: FileContent): Promise<ReadResult> => readXml(content, MUSE);
export const readSierra = (content: FileContent): Promise<ReadResult> => readXml(content, SIERRA);
export const readAecg = (content: FileContent): Promise<ReadResult> => readXml(content, AECG);

async function readXml(content: FileContent, places: Places): Promise<ReadResult> {
  const bytes = await content.bytes(MAX_BYTES);
  const text = bytes && decodeText(bytes);
  if (!text) return damaged('text');
  const found = collect(withoutExternalDoctype(text), places);
  if (!found) return damaged('xml');
  const get = (field: Field) => found.get(field) ?? '';
  const name = get('name') || [get('family'), get('given')].filter((part) => part !== '').join('^');
  const [date, time] = [usDate(get('date')), get('time')];
  return ok(
    plainReading({
      occurredAt: instantOfHl7(get('at')) ?? instantOfDicom(date, time.replaceAll(':', '')),
      identities: [
        {
          names: name ? [name] : [],
          birthDate: usDate(get('birth')) || null,
          sex: /^m/i.test(get('sex')) ? 'M' : /^f/i.test(get('sex')) ? 'F' : null,
          patientIds: get('id') ? [get('id')] : [],
        },
      ],
    }),
  );
}

/** MUSE names an external document type, which defines nothing here and is never fetched. */
const withoutExternalDoctype = (xml: string): string =>
  xml.replace(/<!DOCTYPE\s+[\w:.-]+\s+(SYSTEM|PUBLIC)[^[>]*>/i, '');

function collect(xml: string, places: Places): Map<Field, string> | null {
  const found = new Map<Field, string>();
  const stack: string[] = [];
  const set = (field: Field, value: string) => {
    if (value.trim() !== '' && !found.has(field)) found.set(field, value.trim());
  };
  const placeHere = () => places[stack.slice(-2).join('/')];
  try {
    for (const token of scanXml(xml)) {
      if (token.kind === 'close') stack.pop();
      if (token.kind === 'text') {
        const place = placeHere();
        if (typeof place === 'string') set(place, token.text);
      }
      if (token.kind !== 'open') continue;
      stack.push(token.name);
      const place = placeHere();
      if (typeof place === 'object') {
        for (const [name, field] of Object.entries(place))
          set(field, attributeOf(token.attributes, name));
      }
      if (token.isEmpty) stack.pop();
    }
  } catch (error) {
    if (error instanceof XmlRefused) return null;
    throw error;
  }
  return found;
}

/** MUSE writes `MM-DD-YYYY`; everything else is left as it is. */
const usDate = (text: string): string => text.replace(/^(\d{2})-(\d{2})-(\d{4})$/, '$3$1$2');
