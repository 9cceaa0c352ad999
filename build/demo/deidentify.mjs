// Keeps what an allow-list names (technical attributes) and drops everything else, then writes an invented identity.
// An allow-list, because a deny-list forgets what it has never seen (PS3.15 E.1 explains the classes of attributes).
import { run } from './run.mjs';
import { uidOf } from './uid.mjs';

const KEPT_GROUPS = ['0002', '0028', '7fe0', '5400'];
const KEPT = new Set(
  [
    '0008,0005 0008,0008 0008,0016 0008,0018 0008,0060 0008,0064 0008,0070 0008,1090',
    '0008,2128 0008,2142 0008,2143 0008,2144',
    '0018,0010 0018,0020 0018,0021 0018,0022 0018,0023 0018,0050 0018,0060 0018,0080 0018,0081 0018,0082',
    '0018,0083 0018,0084 0018,0085 0018,0086 0018,0087 0018,0088 0018,0090 0018,0091 0018,0093 0018,0094',
    '0018,0095 0018,1020 0018,1040 0018,1063 0018,1088 0018,1100 0018,1110 0018,1111 0018,1120 0018,1130',
    '0018,1140 0018,1150 0018,1151 0018,1152 0018,1160 0018,1170 0018,1190 0018,1210 0018,1250 0018,1251',
    '0018,1310 0018,1312 0018,1314 0018,1500 0018,1510 0018,1511 0018,5020 0018,5021 0018,5100 0018,6011',
    '0020,0012 0020,0013 0020,0020 0020,0032 0020,0037 0020,1040 0020,1041',
    '0040,0555 0040,b020 0054,0410',
  ].flatMap((line) => line.split(' ')),
);

/** Top-level attributes of a file as `gggg,eeee`; dcmdump indents what is nested. */
const attributesOf = (file) =>
  run('dcmdump', ['-q', '+L', file])
    .split('\n')
    .map((line) => /^\(([0-9a-f]{4},[0-9a-f]{4})\)/.exec(line)?.[1])
    .filter((tag) => tag !== undefined && !tag.startsWith('fffe'));

const isKept = (tag) => KEPT_GROUPS.includes(tag.slice(0, 4)) || KEPT.has(tag);

export function deidentify(file, { patient, study, series, instanceUid, instanceNumber }) {
  const drop = attributesOf(file).filter((tag) => !isKept(tag));
  const [year, month, day] = study.date.split('-');
  const dicomDate = `${year}${month}${day}`;
  const values = {
    '0008,0005': 'ISO_IR 192',
    '0008,0018': instanceUid,
    '0008,0020': dicomDate,
    '0008,0021': dicomDate,
    '0008,0022': dicomDate,
    '0008,0023': dicomDate,
    '0008,0030': study.time,
    '0008,0031': study.time,
    '0008,0033': study.time,
    '0008,0050': study.accession,
    '0008,0080': study.institution,
    '0008,0090': study.referrer,
    '0008,1030': study.description,
    '0008,103e': series.description,
    '0010,0010': patient.dicomName,
    '0010,0020': patient.inpatientNo,
    '0010,0030': patient.birthDate.replaceAll('-', ''),
    '0010,0040': patient.sex === 'male' ? 'M' : 'F',
    '0012,0062': 'YES',
    '0012,0063': 'Invented identity for demonstration',
    '0020,000d': study.uid,
    '0020,000e': series.uid,
    '0020,0010': study.accession,
    '0020,0011': String(series.number),
    '0020,0013': String(instanceNumber),
    ...(series.bodyPart === undefined ? {} : { '0018,0015': series.bodyPart }),
    ...(series.hasFrame ? { '0020,0052': uidOf(`${study.slug}/frame`), '0020,1040': '' } : {}),
    ...(series.attributes ?? {}),
  };
  run('dcmodify', [
    '-q',
    '-nb',
    ...drop.flatMap((tag) => ['-ea', `(${tag})`]),
    ...Object.entries(values).flatMap(([tag, value]) => ['-i', `(${tag})=${value}`]),
    file,
  ]);
}

/** Every UID that is neither the standard's nor ours is a trace of the source. */
export function foreignUids(file) {
  const uids = run('dcmdump', ['-q', '-Un', file]).match(/\bUI \[([0-9.]+)\]/g) ?? [];
  return (
    uids
      .map((text) => text.slice(4, -1))
      .filter((uid) => !uid.startsWith('2.25.') && !uid.startsWith('1.2.840.10008.'))
      // DCMTK signs the meta header with its own class UID (0002,0012), as every writer does.
      .filter((uid) => !uid.startsWith('1.2.276.0.7230010.3.0.3.'))
  );
}
