-- Progressive renditions of images (HTJ2K, lossless): derived, can be made again from the original at any time.
create table dicom_rendition (
  sop_instance_uid text primary key references dicom_instance on delete cascade,
  -- waiting: to be made · made · none: the original is served, for the reason given
  state text not null default 'waiting' check (state in ('waiting', 'made', 'none')),
  reason text,
  -- a node works on it until then
  leased_until timestamptz,
  asked_at timestamptz not null default now(),
  -- the codestreams of all frames, one after the other
  blob_sha256 text,
  size_bytes bigint,
  -- per frame: offset in the blob, then where each resolution level ends, coarsest first, counted from that offset
  frames jsonb
);
create index dicom_rendition_waiting on dicom_rendition (asked_at) where state = 'waiting';

insert into dicom_rendition (sop_instance_uid) select sop_instance_uid from dicom_instance where pixels is not null;
