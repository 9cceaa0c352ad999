import { sql, type RawBuilder } from 'kysely';
import { dictionaryVr } from '../parse/dictionary';
import { badQuery } from './problem';
import type { Match, SearchQuery } from './query';

export type Level = 'study' | 'series' | 'instance';
type Condition = RawBuilder<boolean>;
type Kind = 'text' | 'date' | 'time' | 'uid' | 'integer';
type Column = { readonly level: Level; readonly kind: Kind; readonly sql: RawBuilder<unknown> };

const column = (level: Level, kind: Kind, ref: string): Column => ({
  level,
  kind,
  sql: sql.ref(ref),
});

const COLUMNS: Readonly<Record<string, Column>> = {
  '00080020': column('study', 'date', 's.study_date'),
  '00080030': column('study', 'time', 's.study_time'),
  '00080050': column('study', 'text', 's.accession_number'),
  '00080090': column('study', 'text', 's.referring_physician'),
  '00081030': column('study', 'text', 's.study_description'),
  '00100020': column('study', 'text', 's.patient_id'),
  '00100030': column('study', 'date', 's.patient_birth_date'),
  '00100040': column('study', 'text', 's.patient_sex'),
  '0020000D': column('study', 'uid', 's.study_instance_uid'),
  '00200010': column('study', 'text', 's.study_id'),
  '00080060': column('series', 'text', 'se.modality'),
  '0008103E': column('series', 'text', 'se.series_description'),
  '00180015': column('series', 'text', 'se.body_part'),
  '0020000E': column('series', 'uid', 'se.series_instance_uid'),
  '00200011': column('series', 'integer', 'se.series_number'),
  '00080016': column('instance', 'uid', 'i.sop_class_uid'),
  '00080018': column('instance', 'uid', 'i.sop_instance_uid'),
  '00200013': column('instance', 'integer', 'i.instance_number'),
  '00280008': column('instance', 'integer', 'i.number_of_frames'),
  '00280010': column('instance', 'integer', 'i.rows'),
  '00280011': column('instance', 'integer', 'i.columns'),
};
const PATIENT_NAME = '00100010';
const MODALITIES_IN_STUDY = '00080061';
const NAME_COLUMNS = [
  's.patient_name_alphabetic',
  's.patient_name_ideographic',
  's.patient_name_phonetic',
];
const DEPTH: Readonly<Record<Level, number>> = { study: 0, series: 1, instance: 2 };

/**
 * SQL condition of one matching key (PS3.4 C.2.2.2): single value, wildcard, range or list by its VR.
 * @throws AppFailure `dicom.badQuery` for a key that belongs to a deeper level than is searched.
 */
export function matchCondition(
  match: Match,
  level: Level,
  query: SearchQuery,
  seriesScope: Condition,
): Condition {
  if (match.tag === PATIENT_NAME) return nameCondition(match.value, query.isFuzzy);
  if (match.tag === MODALITIES_IN_STUDY) return modalitiesCondition(match.value, seriesScope);
  const known = COLUMNS[match.tag];
  if (known && DEPTH[known.level] > DEPTH[level]) throw badQuery(match.tag);
  return compare(known ?? storedAttribute(match.tag, level), match);
}

/** Attributes without a column of their own are looked up in the stored JSON of the level searched. */
function storedAttribute(tag: string, level: Level): Column {
  const vr = dictionaryVr(tag);
  if (/^(SQ|O.|UN|AT)$/.test(vr)) throw badQuery(tag);
  const json = {
    study: sql`s.attributes`,
    series: sql`se.attributes`,
    instance: sql`i.metadata::jsonb`,
  }[level];
  const first = vr === 'PN' ? sql`-> 0 ->> 'Alphabetic'` : sql`->> 0`;
  const kind: Kind = vr === 'DA' ? 'date' : vr === 'TM' ? 'time' : vr === 'UI' ? 'uid' : 'text';
  return { level, kind, sql: sql`(${json} -> ${sql.lit(tag)} -> 'Value' ${first})` };
}

function compare({ kind, sql: left }: Column, { tag, value }: Match): Condition {
  switch (kind) {
    case 'uid': {
      const uids = value.split(/[\\,]/).filter((uid) => uid !== '');
      if (uids.length === 0 || uids.some((uid) => !/^[0-9.]{1,64}$/.test(uid))) throw badQuery(tag);
      return sql<boolean>`${left} in (${sql.join(uids)})`;
    }
    case 'integer':
      if (!/^-?\d{1,9}$/.test(value)) throw badQuery(tag);
      return sql<boolean>`${left} = ${Number(value)}`;
    case 'date':
      return rangeCondition(left, tag, value, /^\d{8}$/);
    case 'time':
      return rangeCondition(left, tag, value, /^\d{2}(\d{2}(\d{2}(\.\d{1,6})?)?)?$/);
    case 'text':
      return textCondition(left, value);
  }
}

/** `20260101-20260131`, open on either side; times are compared as digits, so `10` covers all of that hour. */
function rangeCondition(
  left: RawBuilder<unknown>,
  tag: string,
  value: string,
  form: RegExp,
): Condition {
  const [from = '', to] = value.split('-');
  const isRange = to !== undefined;
  const bounds = [from, to ?? ''].filter((bound) => bound !== '');
  if (bounds.length === 0 || bounds.some((bound) => !form.test(bound))) throw badQuery(tag);
  if (!isRange) return sql<boolean>`${left} like ${`${from}%`}`;
  const lower = from === '' ? sql`true` : sql`${left} >= ${from}`;
  const upper = to === '' ? sql`true` : sql`${left} <= ${`${to}~`}`;
  return sql<boolean>`(${left} is not null and ${lower} and ${upper})`;
}

function textCondition(left: RawBuilder<unknown>, value: string): Condition {
  return /[*?]/.test(value)
    ? sql<boolean>`${left} like ${likePattern(value)}`
    : sql<boolean>`${left} = ${value}`;
}

/**
 * Names match without regard to case in any of their groups. Fuzzy matching (PS3.18 8.3.4.2) finds in addition the names
 * of which every word of the key begins some word, so `wang xiao` finds `Wang^XiaoDong=王^小東`.
 */
function nameCondition(value: string, isFuzzy: boolean): Condition {
  const either = NAME_COLUMNS.map((name) => sql`${sql.ref(name)} ilike ${likePattern(value)}`);
  const literal = sql<boolean>`(${sql.join(either, sql` or `)})`;
  return isFuzzy ? sql<boolean>`(${literal} or ${wordsCondition(value)})` : literal;
}

function wordsCondition(value: string): Condition {
  const words = value.split(/[\s^=*]+/).filter((word) => word !== '');
  const all = words.map((word) => {
    const begins = NAME_COLUMNS.flatMap((name) => {
      const pattern = likePattern(word);
      return [`${pattern}%`, `%^${pattern}%`, `% ${pattern}%`].map(
        (p) => sql`${sql.ref(name)} ilike ${p}`,
      );
    });
    return sql`(${sql.join(begins, sql` or `)})`;
  });
  return all.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(all, sql` and `)})`;
}

/** A series the searcher may not see must not be found by its modality either. */
function modalitiesCondition(value: string, seriesScope: Condition): Condition {
  const any = value
    .split(/[\\,]/)
    .filter((modality) => modality !== '')
    .map((modality) => textCondition(sql.ref('se.modality'), modality));
  if (any.length === 0) throw badQuery(MODALITIES_IN_STUDY);
  return sql<boolean>`exists (select 1 from dicom_series se where se.study_instance_uid = s.study_instance_uid
    and ${seriesScope} and (${sql.join(any, sql` or `)}))`;
}

const likePattern = (value: string): string =>
  value
    .replace(/[\\%_]/g, '\\$&')
    .replaceAll('*', '%')
    .replaceAll('?', '_');
