import { Input } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseCommand } from '../../../../shared/domain/consultation/commands';
import type { CaseView } from '../../../ports/caseView';
import { CommandFrame } from './CommandFrame';
import { DialogField } from './DialogField';

/** Commands that need one piece of text, and how long it has to be (shared command schema). */
export const REASON_COMMANDS = {
  declineInvitation: 2,
  interrupt: 2,
  abandonSession: 2,
  cancel: 2,
  requestCancellation: 2,
  requestVoid: 4,
  refuseLocally: 2,
  raiseCriticalFinding: 4,
  waiveLateEntry: 4,
} as const;
export type ReasonCommand = keyof typeof REASON_COMMANDS;

const DANGEROUS: ReadonlySet<ReasonCommand> = new Set([
  'abandonSession',
  'cancel',
  'requestVoid',
  'raiseCriticalFinding',
]);

type Props = {
  readonly view: CaseView;
  readonly type: ReasonCommand;
  readonly onClose: () => void;
};

export function ReasonDialog({ view, type, onClose }: Props): ReactElement {
  const { t } = useTranslation('casePage');
  const [text, setText] = useState('');
  const trimmed = text.trim();
  const command = trimmed.length >= REASON_COMMANDS[type] ? commandOf(type, trimmed) : null;
  return (
    <CommandFrame
      view={view}
      type={type}
      command={command}
      onClose={onClose}
      danger={DANGEROUS.has(type)}
    >
      <p>{t(`reason.explain.${type}`)}</p>
      <DialogField label={t(`reason.label.${type}`)}>
        <Input.TextArea
          autoFocus
          rows={3}
          maxLength={1000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </DialogField>
    </CommandFrame>
  );
}

function commandOf(type: ReasonCommand, text: string): CaseCommand {
  return type === 'refuseLocally' || type === 'raiseCriticalFinding'
    ? { type, text }
    : { type, reason: text };
}
