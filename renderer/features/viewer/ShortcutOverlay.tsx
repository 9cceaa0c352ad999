import { Modal } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { windowPresets } from '../../../shared/domain/imaging/windowing';
import type { ViewerTool } from '../../ports/imageViewer';
import { SIMPLE_ACTIONS, TOOL_KEYS, type SimpleAction } from './shortcuts';

type Props = { readonly open: boolean; readonly modality: string; readonly onClose: () => void };

const MOVES = [
  ['↑ ↓ ← →', 'step'],
  ['PgUp PgDn', 'page'],
  ['Home End', 'ends'],
  ['Shift+1 … 0', 'layouts'],
] as const;

/** Every key there is, from the same tables the keys are read by. */
export function ShortcutOverlay({ open, modality, onClose }: Props): ReactElement {
  const { t } = useTranslation('viewer');
  const tools = Object.entries(TOOL_KEYS) as [ViewerTool, string][];
  const actions = Object.entries(SIMPLE_ACTIONS) as [SimpleAction, string][];
  const rows = [
    ...MOVES.map(([key, action]) => ({ key, text: t(`help.${action}`) })),
    ...tools.map(([tool, key]) => ({ key, text: t(`tool.${tool}`) })),
    ...actions.map(([action, key]) => ({
      key: readable(key, t('key.space')),
      text: t(`action.${action}`),
    })),
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
      width={1160}
      centered
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

const ARROWS: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowRight: '→',
  ArrowLeft: '←',
};

function readable(chord: string, space: string): string {
  return chord === ' ' ? space : chord.replace(/Arrow\w+/, (arrow) => ARROWS[arrow] ?? arrow);
}
