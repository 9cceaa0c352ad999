-- Pages of paper after their steps (turned, straightened, cropped, cleaned): derived, can be made again from the original
-- at any time. Kept so that a document is put together at once, and changing one page does not make the others anew.
create table paper_page (
  -- SHA-256 over original, page, steps and the version of the recipe
  key text primary key,
  blob_sha256 text not null,
  width int not null,
  height int not null,
  made_at timestamptz not null default now()
);
