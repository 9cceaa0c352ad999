import { DownOutlined } from '@ant-design/icons';
import { Dropdown, Tooltip, type MenuProps } from 'antd';
import type { TFunction } from 'i18next';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DicomJson } from '../../../shared/domain/imaging/dicomJson';
import { fileVoiOf } from '../../../shared/domain/imaging/voi';
import { windowPresets, type WindowChoice } from '../../../shared/domain/imaging/windowing';
import type { ViewportState } from '../../ports/imageViewer';
import { SIMPLE_ACTIONS } from './shortcuts';

type Props = {
  readonly modality: string | null;
  /** Metadata of the picture on screen: a file may name windows and tables of its own. */
  readonly instance: DicomJson | null;
  readonly frame: number;
  readonly choice: WindowChoice | null;
  readonly fn: ViewportState['windowFunction'];
  readonly onPick: (choice: WindowChoice) => void;
  readonly onEdit: () => void;
  readonly onCurve: () => void;
};

type Entry = { readonly key: string; readonly choice: WindowChoice; readonly label: ReactNode };

/** Windows by modality with their numbers and keys, those of the file by its names, and entry by hand. */
export function PresetMenu(props: Props): ReactElement {
  const { modality, choice } = props;
  const { t } = useTranslation('viewer');
  const entries = [...modalityEntries(t, modality ?? ''), ...fileEntries(t, props)];
  const current = entries.find((entry) => JSON.stringify(entry.choice) === JSON.stringify(choice));
  const items: MenuProps['items'] = [
    ...entries.map(({ key, label }) => ({ key, label })),
    { type: 'divider' },
    { key: 'edit', label: row(t('preset.edit'), '', SIMPLE_ACTIONS.windowEditor) },
    {
      key: 'curve',
      label: row(t('preset.sigmoid'), props.fn === 'sigmoid' ? '✓' : '', SIMPLE_ACTIONS.curve),
    },
  ];
  const pick = (key: string): void => {
    if (key === 'edit') return props.onEdit();
    if (key === 'curve') return props.onCurve();
    const entry = entries.find((candidate) => candidate.key === key);
    if (entry) props.onPick(entry.choice);
  };
  return (
    <Dropdown
      trigger={['click']}
      disabled={modality === null}
      menu={{
        items,
        onClick: ({ key }) => pick(key),
        selectedKeys: current ? [current.key] : [],
      }}
    >
      <Tooltip title={t('toolbar.presetHint')} mouseEnterDelay={0.4}>
        <button
          type="button"
          className="hz-tool hz-tool-wide"
          disabled={modality === null}
          aria-haspopup="menu"
        >
          <small>{t('toolbar.preset')}</small>
          <span>{current ? nameOf(t, current) : t('preset.manual')}</span>
          <DownOutlined />
        </button>
      </Tooltip>
    </Dropdown>
  );
}

const nameOf = (t: TFunction<'viewer'>, { key }: Entry): string =>
  key.startsWith('own:') ? key.slice('own:'.length) : t(`preset.${key}` as never);

const row = (name: string, numbers: string, hint: string): ReactNode => (
  <span className="hz-preset">
    <span>{name}</span>
    <small>{numbers}</small>
    {hint !== '' && <kbd className="hz-key">{hint}</kbd>}
  </span>
);

function modalityEntries(t: TFunction<'viewer'>, modality: string): readonly Entry[] {
  return windowPresets(modality).map(({ id, choice }, i) => {
    const numbers =
      choice.kind === 'fixed'
        ? `${choice.window.width} / ${choice.window.centre}`
        : t(`presetKind.${choice.kind}` as never);
    return { key: id, choice, label: row(t(`preset.${id}` as never), numbers, String(i + 1)) };
  });
}

/** Beyond the first, which is the file's own choice. */
function fileEntries(
  t: TFunction<'viewer'>,
  { instance, frame }: Pick<Props, 'instance' | 'frame'>,
): readonly Entry[] {
  if (instance === null) return [];
  const { windows, tables } = fileVoiOf(instance, frame);
  const named = windows.map(({ window, explanation }, at): Entry => {
    const name = explanation ?? t('preset.fileWindow', { number: at + 1 });
    const numbers = `${window.width} / ${window.centre}`;
    return {
      key: `own:${name}`,
      choice: { kind: 'fileWindow', at },
      label: row(name, numbers, ''),
    };
  });
  const lookups = tables.map(({ explanation }, at): Entry => {
    const name = explanation ?? t('preset.fileTable', { number: at + 1 });
    return {
      key: `own:${name}`,
      choice: { kind: 'fileTable', at },
      label: row(name, t('presetKind.table'), ''),
    };
  });
  return [...(windows.length > 1 ? named : []), ...lookups];
}
