import { Modal } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CALIPER_KEYS, DAY_KEYS, SHEET_KEYS } from './keyHelp';

type Props = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly of: 'sheet' | 'day';
};

export function KeyOverlay({ open, onClose, of }: Props): ReactElement {
  const { t } = useTranslation('ecg');
  const groups =
    of === 'sheet'
      ? [
          {
            title: t('keys.sheetTitle'),
            rows: SHEET_KEYS.map(([key, name]) => [key, t(`keys.sheet.${name}`)] as const),
          },
          {
            title: t('keys.caliperTitle'),
            rows: CALIPER_KEYS.map(([key, name]) => [key, t(`keys.caliper.${name}`)] as const),
          },
        ]
      : [
          {
            title: t('keys.dayTitle'),
            rows: DAY_KEYS.map(([key, name]) => [key, t(`keys.day.${name}`)] as const),
          },
        ];
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      title={t('keys.title')}
      width={760}
      style={{ top: 16 }}
    >
      <div className="ecg-keys">
        {groups.map(({ title, rows }) => (
          <section key={title}>
            <h4>{title}</h4>
            <dl>
              {rows.map(([key, text]) => (
                <div key={`${key} ${text}`}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="ecg-hint">{of === 'sheet' ? t('keys.sheetMouse') : t('keys.dayMouse')}</p>
    </Modal>
  );
}
