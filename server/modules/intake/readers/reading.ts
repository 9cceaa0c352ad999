import type { RecordKind } from '../../../../shared/domain/consultation/completeness';
import type { StatedIdentity } from '../../../../shared/domain/imaging/identityMatch';
import type { RecordPayload } from '../../../../shared/domain/intake/payload';
import type { IntakeReason } from '../../../db/tables/intake';
import { err, type Result } from '../../../../shared/lib/result';

/** What a file says about itself. */
export type FileReading = {
  /** Where it differs from the format's usual kind: an HL7 message may be results or a note. */
  readonly kind?: RecordKind;
  readonly label?: string;
  /** '' when the file has none of its own. */
  readonly title: string;
  /** ISO 8601 UTC */
  readonly occurredAt: string | null;
  /** Every patient it names, one entry per message or resource; empty when the format has no place for one. */
  readonly identities: readonly StatedIdentity[];
  readonly payload: Pick<RecordPayload, 'results' | 'comments' | 'sections'>;
};

export type ReadResult = Result<FileReading, IntakeReason>;

/** A reading of a file that says nothing about patient or time. */
export const plainReading = (parts: Partial<FileReading> = {}): FileReading => ({
  title: '',
  occurredAt: null,
  identities: [],
  payload: {},
  ...parts,
});

export const damaged = (what: string): Result<never, IntakeReason> =>
  err({ code: 'file.damaged', params: { what } });
