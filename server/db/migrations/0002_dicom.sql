-- Index over received DICOM objects. The objects themselves are blobs, kept byte for byte; every row here can be
-- rebuilt from them. Identity (UIDs, patient) is set by the first instance of a study or series; later instances
-- that contradict it are refused by ingest, never merged.
create table dicom_study (
  study_instance_uid text primary key,
  study_date text,
  study_time text,
  accession_number text,
  study_id text,
  study_description text,
  referring_physician text,
  patient_name_alphabetic text,
  patient_name_ideographic text,
  patient_name_phonetic text,
  patient_id text,
  patient_birth_date text,
  patient_sex text,
  -- study-level attributes in the DICOM JSON model (PS3.18 F), as QIDO-RS answers them
  attributes jsonb not null,
  received_at timestamptz not null
);
create index dicom_study_date on dicom_study (study_date desc, study_instance_uid);
create index dicom_study_patient on dicom_study (patient_id);
create index dicom_study_accession on dicom_study (accession_number) where accession_number is not null;

create table dicom_series (
  series_instance_uid text primary key,
  study_instance_uid text not null references dicom_study on delete cascade,
  modality text,
  series_number int,
  series_description text,
  body_part text,
  attributes jsonb not null,
  received_at timestamptz not null
);
create index dicom_series_study on dicom_series (study_instance_uid, series_number, series_instance_uid);

create table dicom_instance (
  sop_instance_uid text primary key,
  series_instance_uid text not null references dicom_series on delete cascade,
  study_instance_uid text not null references dicom_study on delete cascade,
  sop_class_uid text not null,
  transfer_syntax_uid text not null,
  instance_number int,
  rows int,
  columns int,
  number_of_frames int,
  blob_sha256 text not null,
  size_bytes bigint not null,
  decodable boolean not null,
  -- what to know about this object: [{code, tag?, detail?}], e.g. text that its character set cannot explain
  issues jsonb not null default '[]',
  -- where pixels lie: null, or {dataset, native: {...}} / {dataset, frames: [[offset, length, ...], ...]}
  pixels jsonb,
  -- DICOM JSON without bulk data; text, so that a whole series is answered by joining strings
  metadata text not null,
  hospital_id uuid not null references hospital,
  uploaded_by uuid,
  received_at timestamptz not null
);
create index dicom_instance_series
  on dicom_instance (series_instance_uid, instance_number, sop_instance_uid);
create index dicom_instance_study on dicom_instance (study_instance_uid);
create index dicom_instance_blob on dicom_instance (blob_sha256);

-- In which hospitals' inbox the study lies.
create table dicom_study_holder (
  study_instance_uid text not null references dicom_study on delete cascade,
  hospital_id uuid not null references hospital,
  first_received_at timestamptz not null,
  primary key (study_instance_uid, hospital_id)
);
create index dicom_study_holder_hospital on dicom_study_holder (hospital_id, first_received_at desc);

-- Everything that was refused, with its bytes in the blob store, until a person has decided.
create table quarantine_item (
  id uuid primary key,
  hospital_id uuid not null references hospital,
  uploaded_by uuid,
  received_at timestamptz not null,
  reason text not null,
  params jsonb not null default '{}',
  file_name text,
  blob_sha256 text not null,
  size_bytes bigint not null,
  resolved_at timestamptz,
  resolved_by uuid,
  resolution text
);
create index quarantine_open on quarantine_item (hospital_id, received_at desc) where resolved_at is null;
-- a sender that repeats itself does not fill the list
create unique index quarantine_once
  on quarantine_item (hospital_id, blob_sha256, reason) where resolved_at is null;
