import { Modal } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { windowPresets } from '../../../shared/domain/imaging/windowing';
import type { ViewerTool } from '../../ports/imageViewer';
import { TOOL_KEYS } from './shortcuts';

type Props = { readonly open: boolean; readonly modality: string; readonly onClose: () => void };

const OTHERS = [
  ['↑ ↓ ← →', 'step'],
  ['PgUp PgDn', 'page'],
  ['Home End', 'ends'],
  ['K', 'keyImage'],
  ['I', 'invert'],
  ['Space', 'cine'],
  ['F', 'fullscreen'],
  ['0', 'reset'],
  ['Delete', 'delete'],
  ['?', 'help'],
] as const;

export function ShortcutOverlay({ open, modality, onClose }: Props): ReactElement {
  const { t } = useTranslation('viewer');
  const tools = Object.entries(TOOL_KEYS) as [ViewerTool, string][];
  const rows = [
    ...OTHERS.map(([key, action]) => ({ key, text: t(`help.${action}`) })),
    ...tools.map(([tool, key]) => ({ key, text: t(`tool.${tool}`) })),
    ...windowPresets(modality).map(({ id }, i) => ({
      key: String(i + 1),
      text: t(`preset.${id}` as never),
    })),
  ];
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      title={t('help.title')}
      width={640}
      destroyOnHidden
    >
      <dl className="hz-help">
        {rows.map(({ key, text }) => (
          <div key={`${key}-${text}`}>
            <dt>
              <kbd className="hz-key">{key}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p className="hz-help-mouse">{t('help.mouse')}</p>
    </Modal>
  );
}
