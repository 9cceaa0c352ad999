import { DownOutlined } from '@ant-design/icons';
import { Dropdown, type MenuProps } from 'antd';
import type { ComponentProps, ReactElement } from 'react';
import { ToolButton } from './ToolButton';
import type { ToolItem } from './toolbarItems';

type Props = {
  readonly face: ComponentProps<typeof ToolButton>;
  readonly items: readonly ToolItem[];
  readonly label: string;
};

/** A tool and, behind the small arrow beside it, the others of its kind. */
export function ToolMenu({ face, items, label }: Props): ReactElement {
  return (
    <span className="hz-tool-menu">
      <ToolButton {...face} />
      <Dropdown trigger={['click']} menu={toolMenuItems(items)}>
        <button type="button" className="hz-tool-arrow" aria-label={label} aria-haspopup="menu">
          <DownOutlined />
        </button>
      </Dropdown>
    </span>
  );
}

export function toolMenuItems(items: readonly ToolItem[]): MenuProps {
  return {
    selectedKeys: items.filter(({ pressed }) => pressed).map(({ id }) => id),
    items: items.map(({ id, icon, label, hint, disabled, onClick }) => ({
      key: id,
      icon,
      disabled: disabled ?? false,
      onClick,
      label: (
        <span className="hz-more-item">
          {label}
          {hint !== undefined && <kbd className="hz-key">{hint}</kbd>}
        </span>
      ),
    })),
  };
}
