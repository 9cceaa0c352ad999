import type { ColumnType, JSONColumnType } from 'kysely';

type NullableJson<T extends object> = JSONColumnType<T | null, string | null, string | null>;
type WithDefault<T> = ColumnType<T, T | undefined, T>;

/** One level of the overview of a recording's first group. */
export type EcgLevel = {
  readonly width: number;
  readonly sha256: string;
  readonly sizeBytes: number;
};

type EcgDerived = {
  revision: string;
  files: JSONColumnType<{ name: string; sha256: string; sizeBytes: number }[], string, string>;
  state: WithDefault<'waiting' | 'ready' | 'none'>;
  reason: string | null;
  leased_until: string | null;
  attempts: WithDefault<number>;
  asked_at: WithDefault<string>;
  levels: NullableJson<EcgLevel[]>;
  beats_sha256: string | null;
  analysis: NullableJson<object>;
  annotations: NullableJson<object[]>;
  annotation_count: number | null;
};

export type EcgTables = { ecg_derived: EcgDerived };
