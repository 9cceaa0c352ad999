import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseCommand } from '../../../../shared/domain/consultation/commands';
import type { CaseView } from '../../../ports/caseView';
import { CommandFrame } from './CommandFrame';

/** Commands that need nothing but a yes. */
export const CONFIRM_COMMANDS = {
  acceptInvitation: { type: 'acceptInvitation' },
  approveLocally: { type: 'approveLocally' },
  resume: { type: 'resume' },
  acknowledgeCriticalFinding: { type: 'acknowledgeCriticalFinding' },
  takeRead: { type: 'takeRead' },
  answerEmergency: { type: 'answerEmergency' },
  upgradeToVideo: { type: 'upgradeToVideo', mode: 'video' },
  rebook: { type: 'rebook' },
  confirmVoid: { type: 'confirmVoid' },
} as const satisfies Partial<Record<CaseCommand['type'], CaseCommand>>;
export type ConfirmCommand = keyof typeof CONFIRM_COMMANDS;

type Props = {
  readonly view: CaseView;
  readonly type: ConfirmCommand;
  readonly onClose: () => void;
};

export function ConfirmDialog({ view, type, onClose }: Props): ReactElement {
  const { t } = useTranslation('casePage');
  const finding = view.detail.case.criticalFinding;
  return (
    <CommandFrame
      view={view}
      type={type}
      command={CONFIRM_COMMANDS[type]}
      onClose={onClose}
      danger={type === 'confirmVoid'}
    >
      <p>{t(`confirm.${type}`)}</p>
      {type === 'acknowledgeCriticalFinding' && finding && (
        <blockquote className="case-critical-text">{finding.text}</blockquote>
      )}
    </CommandFrame>
  );
}
