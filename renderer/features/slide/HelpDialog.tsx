import { Modal } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { TOOL_KEYS, TOOLS } from './slideTools';

type Props = { readonly onClose: () => void };

const ROWS = [
  ['pan', '← ↑ → ↓'],
  ['zoom', '+ −'],
  ['magnification', '1-6'],
  ['fit', '0'],
  ['rotate', 'R [ ]'],
  ['capture', 'K'],
  ['annotations', 'A'],
  ['map', 'M'],
  ['link', 'J'],
  ['switch', 'X'],
  ['delete', 'Delete'],
  ['fullscreen', 'F'],
] as const;

export function HelpDialog({ onClose }: Props): ReactElement {
  const { t } = useTranslation('slide');
  return (
    <Modal open title={t('help.title')} footer={null} onCancel={onClose}>
      <dl className="slide-help">
        {TOOLS.map((tool) => (
          <div key={tool}>
            <dt>
              <kbd>{TOOL_KEYS[tool]}</kbd>
            </dt>
            <dd>{t(`tool.${tool}`)}</dd>
          </div>
        ))}
        {ROWS.map(([key, keys]) => (
          <div key={key}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{t(`help.${key}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="slide-muted">{t('help.mouse')}</p>
    </Modal>
  );
}
