import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseCommand } from '../../../../shared/domain/consultation/commands';
import type { CaseView } from '../../../ports/caseView';
import { BeijingTimeInput } from '../../../ui/BeijingTimeInput';
import { CommandFrame } from './CommandFrame';
import { DialogField } from './DialogField';
import { readWindows, type TypedWindow } from './typedWindow';

const MOST_WINDOWS = 3;
const DURATIONS = [20, 30, 45, 60, 90, 120] as const;
const EMPTY: TypedWindow = { startsAt: null, minutes: 30 };

type Props = {
  readonly view: CaseView;
  readonly type: 'proposeTimes' | 'requestReschedule';
  readonly now: () => string;
  readonly onClose: () => void;
};

/** Up to three other times with a reason; an expert has to name at least one. */
export function TimesDialog({ view, type, now, onClose }: Props): ReactElement {
  const { t } = useTranslation('casePage');
  const [windows, setWindows] = useState<readonly TypedWindow[]>([EMPTY]);
  const [reason, setReason] = useState('');
  const read = readWindows(windows, now());
  const isEnough = type === 'requestReschedule' || (read.ok && read.value.length > 0);
  const command: CaseCommand | null =
    read.ok && isEnough && reason.trim().length >= 2
      ? { type, windows: [...read.value], reason: reason.trim() }
      : null;
  const change = (index: number, part: Partial<TypedWindow>) =>
    setWindows(windows.map((w, i) => (i === index ? { ...w, ...part } : w)));
  return (
    <CommandFrame view={view} type={type} command={command} onClose={onClose}>
      <DialogField label={t('times.windows')} group>
        {windows.map((window, index) => (
          <div className="case-times-row" key={index}>
            <BeijingTimeInput
              label={t('times.start', { number: index + 1 })}
              value={window.startsAt}
              onChange={(startsAt) => change(index, { startsAt })}
            />
            <Select
              aria-label={t('times.duration')}
              value={window.minutes}
              options={DURATIONS.map((value) => ({
                value,
                label: t('times.minutes', { count: value }),
              }))}
              onChange={(minutes) => change(index, { minutes })}
            />
            {windows.length > 1 && (
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('times.remove')}
                onClick={() => setWindows(windows.filter((_, i) => i !== index))}
              />
            )}
          </div>
        ))}
        {windows.length < MOST_WINDOWS && (
          <Button
            type="dashed"
            icon={<PlusOutlined />}
            onClick={() => setWindows([...windows, EMPTY])}
          >
            {t('times.add')}
          </Button>
        )}
        {!read.ok && <small role="alert">{t(`times.${read.error}`)}</small>}
      </DialogField>
      <DialogField label={t('times.reason')}>
        <Input.TextArea
          rows={2}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </DialogField>
    </CommandFrame>
  );
}
