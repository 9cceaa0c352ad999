import type { ReactElement } from 'react';
import type { CommandType } from '../../../../shared/domain/consultation/commands';
import type { CaseView } from '../../../ports/caseView';
import { CheckInDialog } from './CheckInDialog';
import { CONFIRM_COMMANDS, ConfirmDialog, type ConfirmCommand } from './ConfirmDialog';
import { runPreflight, thisBrowser } from './preflight';
import { REASON_COMMANDS, ReasonDialog, type ReasonCommand } from './ReasonDialog';
import { EndDialog, NoShowDialog, StartDialog } from './SessionDialogs';
import { TimesDialog } from './TimesDialog';

const OTHERS = [
  'proposeTimes',
  'requestReschedule',
  'checkIn',
  'startConsultation',
  'endConsultation',
  'markNoShow',
] as const;
export type DialogCommand = ConfirmCommand | ReasonCommand | (typeof OTHERS)[number];

/** Whether this page asks for the command itself; the others have their own panel or page. */
export const hasDialog = (type: string): type is DialogCommand =>
  type in CONFIRM_COMMANDS || type in REASON_COMMANDS || OTHERS.some((other) => other === type);

type Props = {
  readonly view: CaseView;
  readonly type: DialogCommand;
  readonly onClose: () => void;
};

export function CommandDialog({ view, type, onClose }: Props): ReactElement {
  const common = { view, onClose };
  switch (type) {
    case 'proposeTimes':
    case 'requestReschedule':
      return <TimesDialog {...common} type={type} now={currentInstant} />;
    case 'checkIn':
      return <CheckInDialog {...common} preflight={preflightHere} />;
    case 'startConsultation':
      return <StartDialog {...common} />;
    case 'endConsultation':
      return <EndDialog {...common} />;
    case 'markNoShow':
      return <NoShowDialog {...common} />;
    default:
      return isConfirm(type) ? (
        <ConfirmDialog {...common} type={type} />
      ) : (
        <ReasonDialog {...common} type={type} />
      );
  }
}

const isConfirm = (type: CommandType): type is ConfirmCommand => type in CONFIRM_COMMANDS;
const preflightHere = () => runPreflight(thisBrowser);
const currentInstant = () => new Date().toISOString();
