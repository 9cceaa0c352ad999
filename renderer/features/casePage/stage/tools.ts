import type { CaseRecord } from '../../../../shared/api/cases';

/** What the bench for scanned paper needs of the page. */
export type PaperTools = {
  readonly records: readonly CaseRecord[];
  readonly onMade: (recordId: string) => void;
  readonly onClose: () => void;
};

/** What a stage may ask of the page. */
export type MaterialTools = {
  /** Remarks and pictures may be added to the case now. */
  readonly canAdd: boolean;
  /** Opens material by its id once the case has it, such as what was just made. */
  readonly onOpenMade: (recordId: string) => void;
};
