import type { ColumnType } from 'kysely';

type Page = {
  key: string;
  blob_sha256: string;
  width: number;
  height: number;
  made_at: ColumnType<string, string | undefined, string>;
};

export type PaperTables = { paper_page: Page };
