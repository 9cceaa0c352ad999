import { DownOutlined } from '@ant-design/icons';
import { Dropdown, Tooltip } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { windowPresets, type WindowChoice } from '../../../shared/domain/imaging/windowing';

type Props = {
  readonly modality: string | null;
  readonly choice: WindowChoice | null;
  readonly onPick: (id: string) => void;
};

/** Window presets with their numbers and keys. */
export function PresetMenu({ modality, choice, onPick }: Props): ReactElement {
  const { t } = useTranslation('viewer');
  const presets = windowPresets(modality ?? '');
  const current = presets.find(
    (preset) => JSON.stringify(preset.choice) === JSON.stringify(choice),
  );
  const items = presets.map(({ id, choice: { kind, ...rest } }, i) => ({
    key: id,
    label: (
      <span className="hz-preset">
        <span>{t(`preset.${id}` as never)}</span>
        <small>
          {'window' in rest
            ? `${rest.window.width} / ${rest.window.centre}`
            : t(`presetKind.${kind}` as never)}
        </small>
        <kbd className="hz-key">{i + 1}</kbd>
      </span>
    ),
  }));
  return (
    <Dropdown
      trigger={['click']}
      disabled={modality === null}
      menu={{ items, onClick: ({ key }) => onPick(key), selectedKeys: current ? [current.id] : [] }}
    >
      <Tooltip title={t('toolbar.presetHint')} mouseEnterDelay={0.4}>
        <button
          type="button"
          className="hz-tool hz-tool-wide"
          disabled={modality === null}
          aria-haspopup="menu"
        >
          <small>{t('toolbar.preset')}</small>
          <span>{current ? t(`preset.${current.id}` as never) : t('preset.manual')}</span>
          <DownOutlined />
        </button>
      </Tooltip>
    </Dropdown>
  );
}
