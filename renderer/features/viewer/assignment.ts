/** What a place shows: a set, from which picture on, and in which window the first time. */
export type Assignment = {
  readonly setId: string;
  readonly index: number;
  /** Preset of the modality; `null` for the file's window. */
  readonly preset: string | null;
  /** In the window and part of space of the set before. */
  readonly keepView?: boolean;
};
