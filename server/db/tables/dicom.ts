import type { ColumnType, JSONColumnType } from 'kysely';

type Json<T extends object> = JSONColumnType<T, string, string>;
type Received = ColumnType<string, string, never>;
type Params = Readonly<Record<string, string | number>>;

type Study = {
  study_instance_uid: string;
  study_date: string | null;
  study_time: string | null;
  accession_number: string | null;
  study_id: string | null;
  study_description: string | null;
  referring_physician: string | null;
  patient_name_alphabetic: string | null;
  patient_name_ideographic: string | null;
  patient_name_phonetic: string | null;
  patient_id: string | null;
  patient_birth_date: string | null;
  patient_sex: string | null;
  attributes: Json<object>;
  received_at: Received;
};

type Series = {
  series_instance_uid: string;
  study_instance_uid: string;
  modality: string | null;
  series_number: number | null;
  series_description: string | null;
  body_part: string | null;
  attributes: Json<object>;
  received_at: Received;
};

type Instance = {
  sop_instance_uid: string;
  series_instance_uid: string;
  study_instance_uid: string;
  sop_class_uid: string;
  transfer_syntax_uid: string;
  instance_number: number | null;
  rows: number | null;
  columns: number | null;
  number_of_frames: number | null;
  blob_sha256: string;
  size_bytes: number;
  decodable: boolean;
  issues: Json<object>;
  pixels: JSONColumnType<object | null, string | null, string | null>;
  metadata: string;
  hospital_id: string;
  uploaded_by: string | null;
  received_at: Received;
};

type StudyHolder = {
  study_instance_uid: string;
  hospital_id: string;
  first_received_at: Received;
};

type QuarantineItem = {
  id: string;
  hospital_id: string;
  uploaded_by: string | null;
  received_at: Received;
  reason: string;
  params: Json<Params>;
  file_name: string | null;
  blob_sha256: string;
  size_bytes: number;
  resolved_at: string | null;
  resolved_by: string | null;
  resolution: string | null;
};

type Rendition = {
  sop_instance_uid: string;
  state: ColumnType<'waiting' | 'made' | 'none', 'waiting' | 'made' | 'none' | undefined, string>;
  reason: string | null;
  leased_until: string | null;
  asked_at: ColumnType<string, string | undefined, string>;
  blob_sha256: string | null;
  size_bytes: number | null;
  frames: JSONColumnType<number[][] | null, string | null, string | null>;
};

export type DicomTables = {
  dicom_study: Study;
  dicom_series: Series;
  dicom_instance: Instance;
  dicom_study_holder: StudyHolder;
  quarantine_item: QuarantineItem;
  dicom_rendition: Rendition;
};
