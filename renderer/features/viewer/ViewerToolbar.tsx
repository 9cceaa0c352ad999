import { EllipsisOutlined } from '@ant-design/icons';
import { Dropdown } from 'antd';
import { Fragment, useEffect, useRef, useState, type ReactElement, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ViewerTool } from '../../ports/imageViewer';
import { overflowing } from './fitItems';
import { PresetMenu } from './PresetMenu';
import { ToolButton } from './ToolButton';
import {
  menuOf,
  toolbarItems,
  type ToolbarProps,
  type ToolGroup,
  type ToolItem,
} from './toolbarItems';
import { ToolMenu, toolMenuItems } from './ToolMenu';

const LEFT: readonly ToolGroup[] = ['tools', 'adjust', 'play'];
const RIGHT: readonly ToolGroup[] = ['layout', 'screen'];
/** What is in the row besides the buttons: padding, dividers, the preset button. */
const FIXED_PX = 150;

/** One row, whatever its width: height belongs to the picture. What does not fit is behind `…`. */
export function ViewerToolbar(props: ToolbarProps): ReactElement {
  const { t } = useTranslation('viewer');
  const row = useRef<HTMLDivElement>(null);
  const width = useWidth(row);
  const lastUsed = useLastUsed(props.tool);
  const groups = toolbarItems(t, props, lastUsed);
  const all = [...LEFT, ...RIGHT].flatMap((group) => groups[group]);
  const hidden = overflowing(all, width === 0 ? 0 : Math.max(1, width - FIXED_PX));
  const shown = (group: ToolGroup) => groups[group].filter(({ id }) => !hidden.has(id));
  return (
    <div ref={row} className="hz-toolbar" role="toolbar" aria-label={t('toolbar.label')}>
      {LEFT.map((group) => (
        <Fragment key={group}>
          <Buttons items={shown(group)} />
          {group === 'tools' && (
            <>
              <span className="hz-divider" />
              <PresetMenu
                modality={props.view && props.modality}
                instance={props.instance}
                frame={props.view?.frameNumber ?? 1}
                choice={props.view?.windowChoice ?? null}
                fn={props.view?.windowFunction ?? 'linear'}
                onPick={props.actions.chooseWindow}
                onEdit={props.actions.windowEditor}
                onCurve={props.actions.curve}
              />
            </>
          )}
          {group === 'adjust' && shown(group).length > 0 && <span className="hz-divider" />}
        </Fragment>
      ))}
      <span className="hz-toolbar-gap" />
      {RIGHT.map((group) => (
        <Buttons key={group} items={shown(group)} />
      ))}
      {hidden.size > 0 && <More items={all.filter(({ id }) => hidden.has(id))} />}
    </div>
  );
}

function Buttons({ items }: { readonly items: readonly ToolItem[] }): ReactElement {
  return (
    <>
      {items.map((item) => {
        const { id, widthPx: _width, rank: _rank, menu, menuLabel, ...button } = item;
        return menu && menuLabel !== undefined ? (
          <ToolMenu key={id} face={button} items={menu} label={menuLabel} />
        ) : (
          <ToolButton key={id} {...button} />
        );
      })}
    </>
  );
}

function More({ items }: { readonly items: readonly ToolItem[] }): ReactElement {
  const { t } = useTranslation('viewer');
  const flat = items.flatMap(({ menu, ...item }) => menu ?? [item]);
  return (
    <Dropdown trigger={['click']} placement="bottomRight" menu={toolMenuItems(flat)}>
      <button
        type="button"
        className="hz-tool"
        aria-label={t('toolbar.more')}
        aria-haspopup="menu"
        title={t('toolbar.more')}
      >
        <EllipsisOutlined />
      </button>
    </Dropdown>
  );
}

/** Each menu's button stands for the tool of it that was used last. */
function useLastUsed(tool: ViewerTool): Readonly<Record<string, ViewerTool>> {
  const [used, setUsed] = useState<Readonly<Record<string, ViewerTool>>>({});
  const [seen, setSeen] = useState<ViewerTool | null>(null);
  if (seen !== tool) {
    setSeen(tool);
    setUsed({ ...used, [menuOf(tool)]: tool });
  }
  return used;
}

function useWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}
