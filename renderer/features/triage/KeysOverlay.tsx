import { Modal } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

const KEYS = [
  ['J', 'next'],
  ['K', 'previous'],
  ['Enter', 'open'],
  ['C', 'claim'],
  ['A', 'accept'],
  ['R', 'return'],
  ['X', 'reject'],
  ['Esc', 'close'],
  ['Alt ← →', 'neighbour'],
  ['Ctrl K', 'search'],
  ['?', 'help'],
] as const;

export function KeysOverlay({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation('triage');
  return (
    <Modal open title={t('help.title')} footer={null} onCancel={onClose} width={420}>
      <dl className="hz-keys">
        {KEYS.map(([key, action]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`help.${action}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
