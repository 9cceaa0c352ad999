import { CloseOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '../../../shared/api/cases';
import { useHotkeys } from '../../ui/hotkeys';

type Props = {
  readonly records: readonly CaseRecord[];
  readonly record: CaseRecord;
  readonly onShow: (record: CaseRecord) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** One piece of material over the list, with its neighbours a key away. Esc gives the list back. */
export function QuickLook({ records, record, onShow, onClose, children }: Props): ReactElement {
  const { t } = useTranslation('triage');
  const closeRef = useRef<HTMLButtonElement>(null);
  useEffect(() => closeRef.current?.focus(), []);
  const index = records.findIndex(({ id }) => id === record.id);
  const step = (by: number) => {
    const next = records[index + by];
    if (next) onShow(next);
  };
  useHotkeys({
    Escape: onClose,
    'alt+ArrowLeft': () => step(-1),
    'alt+ArrowRight': () => step(1),
  });
  return (
    <section className="hz-look" aria-label={t('look.label', { title: record.title })}>
      <header className="hz-look-head">
        <Tooltip title={t('look.previous')}>
          <Button
            type="text"
            size="small"
            icon={<LeftOutlined />}
            aria-label={t('look.previous')}
            disabled={index <= 0}
            onClick={() => step(-1)}
          />
        </Tooltip>
        <span className="hz-dim">{t('look.position', { at: index + 1, of: records.length })}</span>
        <Tooltip title={t('look.next')}>
          <Button
            type="text"
            size="small"
            icon={<RightOutlined />}
            aria-label={t('look.next')}
            disabled={index >= records.length - 1}
            onClick={() => step(1)}
          />
        </Tooltip>
        <Button ref={closeRef} type="text" size="small" icon={<CloseOutlined />} onClick={onClose}>
          {t('look.close')}
        </Button>
      </header>
      <div className="hz-look-body">{children}</div>
    </section>
  );
}
