import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Database } from '../../db/schema';
import type { DicomDataSet, DicomValue } from '../parse/dicomJson';
import { instanceUrl, seriesUrl, studyUrl } from './address';
import { matchCondition, type Level } from './matching';
import type { SearchQuery } from './query';
import type { Target } from './repository';

export type SearchRequest = {
  readonly level: Level;
  readonly within: Partial<Target>;
  readonly query: SearchQuery;
  /** Over alias `s`, and over `se`. */
  readonly scope: { readonly study: RawBuilder<boolean>; readonly series: RawBuilder<boolean> };
  readonly service: string;
};
export type SearchResult = { readonly results: DicomDataSet[]; readonly remaining: number };

type Row = {
  study_instance_uid: string;
  series_instance_uid: string;
  sop_instance_uid: string;
  study: DicomDataSet;
  series: DicomDataSet;
  instance: DicomDataSet;
  modalities: string[];
  series_count: number;
  instance_count: number;
  transfer_syntax_uid: string;
  total: number;
};

/** Instance attributes answered without being asked for (PS3.18 Table 10.6.3-5). */
const INSTANCE_TAGS = [
  '00080005',
  '00080016',
  '00080018',
  '00200013',
  '00280008',
  '00280010',
  '00280011',
  '00280100',
];

/** QIDO-RS search (PS3.18 10.6) in one statement. */
export async function search(db: Kysely<Database>, request: SearchRequest): Promise<SearchResult> {
  const { level, query } = request;
  const { rows } = await sql<Row>`
    select ${columns(request)}, count(*) over () as total
    ${source(level)}
    where ${conditions(request)}
    order by ${ORDER[level]}
    limit ${query.limit} offset ${query.offset}`.execute(db);
  const total = rows[0]?.total ?? 0;
  return {
    results: rows.map((row) => toDataSet(row, request)),
    remaining: rows.length > 0 ? total - query.offset - rows.length : 0,
  };
}

const ORDER: Readonly<Record<Level, RawBuilder<unknown>>> = {
  study: sql`s.study_date desc nulls last, s.study_instance_uid`,
  series: sql`s.study_date desc nulls last, s.study_instance_uid, se.series_number, se.series_instance_uid`,
  instance: sql`s.study_date desc nulls last, s.study_instance_uid, se.series_number, se.series_instance_uid,
    i.instance_number, i.sop_instance_uid`,
};

function columns({ level, scope }: SearchRequest): RawBuilder<unknown> {
  const study = sql`s.study_instance_uid, s.attributes as study`;
  const series = sql`${study}, se.series_instance_uid, se.attributes as series`;
  switch (level) {
    case 'study':
      return sql`${study},
        array(select distinct se.modality from dicom_series se where se.study_instance_uid = s.study_instance_uid
          and se.modality is not null and ${scope.series}) as modalities,
        (select count(*) from dicom_series se
          where se.study_instance_uid = s.study_instance_uid and ${scope.series}) as series_count,
        (select count(*) from dicom_instance c join dicom_series se on se.series_instance_uid = c.series_instance_uid
          where c.study_instance_uid = s.study_instance_uid and ${scope.series}) as instance_count`;
    case 'series':
      return sql`${series}, (select count(*) from dicom_instance c
        where c.series_instance_uid = se.series_instance_uid) as instance_count`;
    case 'instance':
      return sql`${series}, i.sop_instance_uid, i.transfer_syntax_uid, i.metadata::jsonb as instance`;
  }
}

function source(level: Level): RawBuilder<unknown> {
  const series =
    level === 'study'
      ? sql``
      : sql`join dicom_series se on se.study_instance_uid = s.study_instance_uid`;
  const instance =
    level === 'instance'
      ? sql`join dicom_instance i on i.series_instance_uid = se.series_instance_uid`
      : sql``;
  return sql`from dicom_study s ${series} ${instance}`;
}

function conditions({ level, within, query, scope }: SearchRequest): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [sql`(${scope.study})`];
  if (level !== 'study') all.push(sql`(${scope.series})`);
  if (within.study !== undefined) all.push(sql`s.study_instance_uid = ${within.study}`);
  if (within.series !== undefined) all.push(sql`se.series_instance_uid = ${within.series}`);
  for (const match of query.matches) all.push(matchCondition(match, level, query, scope.series));
  return sql.join(all, sql` and `);
}

function toDataSet(row: Row, { level, within, query, service }: SearchRequest): DicomDataSet {
  const uids = {
    studyInstanceUid: row.study_instance_uid,
    seriesInstanceUid: row.series_instance_uid,
    sopInstanceUid: row.sop_instance_uid,
  };
  const online = { '00080056': attribute('CS', 'ONLINE') };
  const identity = { '0020000D': attribute('UI', uids.studyInstanceUid) };
  // Attributes of a level above are repeated only when the path does not already fix it (PS3.18 10.6.3.2).
  const study = within.study === undefined ? row.study : identity;
  if (level === 'study') {
    return {
      ...row.study,
      ...online,
      '00080061': attribute('CS', ...row.modalities.sort()),
      '00081190': attribute('UR', studyUrl(service, uids.studyInstanceUid)),
      '00201206': attribute('IS', row.series_count),
      '00201208': attribute('IS', row.instance_count),
    };
  }
  if (level === 'series') {
    return {
      ...study,
      ...identity,
      ...row.series,
      ...online,
      '00081190': attribute(
        'UR',
        seriesUrl(service, uids.studyInstanceUid, uids.seriesInstanceUid),
      ),
      '00201209': attribute('IS', row.instance_count),
    };
  }
  const series = within.series === undefined ? row.series : {};
  return {
    ...study,
    ...series,
    ...chosen(row.instance, query.include),
    ...identity,
    ...online,
    '0020000E': attribute('UI', uids.seriesInstanceUid),
    '00081190': attribute('UR', instanceUrl(service, uids)),
    '00083002': attribute('UI', row.transfer_syntax_uid),
  };
}

function chosen(instance: DicomDataSet, include: SearchQuery['include']): DicomDataSet {
  const isWanted = (tag: string) =>
    include === 'all' || INSTANCE_TAGS.includes(tag) || include.has(tag);
  return Object.fromEntries(
    Object.entries(instance).filter(
      ([tag, { BulkDataURI }]) => BulkDataURI === undefined && isWanted(tag),
    ),
  );
}

const attribute = (vr: string, ...values: DicomValue[]) =>
  values.length > 0 ? { vr, Value: values } : { vr };
