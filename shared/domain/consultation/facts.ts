import type { Role } from '../identity/actor';
import type { ConsultationCase, Title } from './case';
import type { CaseCommand, CommandOf, CommandType } from './commands';
import type { RecordSummary } from './completeness';

export type ExpertFact = {
  readonly name: string;
  readonly title: Title;
  readonly licenceValidUntil: string;
  readonly hospitalId: string;
  readonly departmentName: string;
  readonly serviceOn: boolean;
  readonly onCall: boolean;
};

/** What a decision needs to know that is not in the case itself; the server reads it in the same transaction. */
export type Facts = {
  readonly localApproval: boolean;
  readonly agreementValid: boolean;
  readonly referralAgreementValid: boolean;
  readonly records: readonly RecordSummary[];
  /** Pieces of material attached since the last snapshot of the form. */
  readonly newRecords: number;
  /** Studies whose own patient contradicts the form: the differing fields of each. */
  readonly patientConflicts: readonly (readonly string[])[];
  readonly experts: Readonly<Record<string, ExpertFact>>;
  /** Lowest title that may be invited; the seed rule is associate chief physician. */
  readonly titleMinimum: Title;
  /** Set for publish and amend: hash of the canonical content, and whether the conclusion differs from the last version. */
  readonly report: { readonly sha256: string; readonly conclusionChanged: boolean } | null;
};

/** The clock acts too: deadlines, no-shows, expiry. */
export type WorkflowRole = Role | 'system';
export type WorkflowActor =
  | { readonly role: Role; readonly userId: string; readonly hospitalId: string | null }
  | { readonly role: 'system'; readonly userId: null; readonly hospitalId: null };

export const SYSTEM_ACTOR: WorkflowActor = { role: 'system', userId: null, hospitalId: null };

/** Parameterised by the command itself, not its name, so that a narrower context fits a wider one. */
export interface CommandContext<C extends CaseCommand> {
  readonly current: ConsultationCase;
  readonly command: C;
  readonly actor: WorkflowActor;
  readonly facts: Facts;
  readonly at: string;
}
export type Context<T extends CommandType = CommandType> = CommandContext<CommandOf<T>>;
