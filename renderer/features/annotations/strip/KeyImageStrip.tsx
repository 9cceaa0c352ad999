import {
  CheckOutlined,
  DeleteOutlined,
  EditOutlined,
  FileAddOutlined,
  StarFilled,
} from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import {
  useState,
  type DragEvent,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';
import { CaptionEditor } from './CaptionEditor';
import './strip.css';

/** One key image of the case as the strip shows it. */
export type StripItem = {
  readonly id: string;
  readonly authorId: string;
  readonly authorName: string;
  readonly isMine: boolean;
  readonly caption: string;
  /** Of the picture; absent while it is on its way. */
  readonly imageUrl: string | undefined;
  /** Place in the report being written or read, from 1; 0: not in it. */
  readonly inReport: number;
};

export type StripActions = {
  readonly open: (id: string) => void;
  /** `null` where no report is being written here. */
  readonly take: ((id: string) => void) | null;
  readonly rename: (id: string, caption: string) => void;
  readonly remove: (id: string) => void;
  /** Moves the item at one place to another. */
  readonly move: (from: number, to: number) => void;
  readonly mayMove: (from: number, to: number) => boolean;
};

type Props = {
  readonly items: readonly StripItem[];
  readonly actions: StripActions;
  /** Stands before the pictures. */
  readonly children?: ReactNode;
};

const DRAG_TYPE = 'application/x-huizhen-key-image';

/** The key images of a case in their order: whose, what is said of each, and the way back to the picture itself. */
export function KeyImageStrip({ items, actions, children }: Props): ReactElement {
  const { t } = useTranslation('annotations');
  return (
    <section className="hz-playlist" aria-label={t('strip.label')}>
      {children}
      <span className="hz-playlist-title">
        <StarFilled aria-hidden /> {t('strip.title', { count: items.length })}
      </span>
      {items.length === 0 && <span className="hz-playlist-empty">{t('strip.empty')}</span>}
      <ol className="hz-playlist-list">
        {items.map((item, at) => (
          <Item
            key={`${item.authorId} ${item.id}`}
            item={item}
            at={at}
            last={items.length - 1}
            actions={actions}
          />
        ))}
      </ol>
    </section>
  );
}

type ItemProps = {
  readonly item: StripItem;
  readonly at: number;
  readonly last: number;
  readonly actions: StripActions;
};

function Item({ item, at, last, actions }: ItemProps): ReactElement {
  const { t } = useTranslation('annotations');
  const [isEditing, setEditing] = useState(false);
  const [isOver, setOver] = useState(false);
  const { move, mayMove, open, rename } = actions;
  const number = at + 1;
  const label = t('strip.item', { number, author: item.authorName, caption: item.caption });
  const step = (event: KeyboardEvent): void => {
    const by = event.altKey ? { ArrowLeft: -1, ArrowRight: 1 }[event.key] : undefined;
    if (by === undefined || at + by < 0 || at + by > last || !mayMove(at, at + by)) return;
    event.preventDefault();
    event.stopPropagation();
    move(at, at + by);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const from = Number(event.dataTransfer.getData(DRAG_TYPE));
    if (Number.isInteger(from) && from !== at && mayMove(from, at)) move(from, at);
  };
  const isMovable = last > 0 && (mayMove(at, at - 1) || mayMove(at, at + 1));
  return (
    <li
      className={isOver ? 'hz-playlist-item hz-playlist-over' : 'hz-playlist-item'}
      draggable={isMovable}
      onDragStart={(event) => event.dataTransfer.setData(DRAG_TYPE, String(at))}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAG_TYPE)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <button
        type="button"
        className="hz-playlist-open"
        aria-label={label}
        title={isMovable ? t('strip.moveHint') : label}
        onClick={() => open(item.id)}
        onKeyDown={step}
      >
        {item.imageUrl === undefined ? (
          <span className="hz-playlist-waiting" />
        ) : (
          <img src={item.imageUrl} alt={label} draggable={false} />
        )}
        <span className="hz-playlist-number">{number}</span>
        {item.inReport > 0 && (
          <span className="hz-playlist-reported">
            <CheckOutlined aria-hidden /> {t('strip.inReport')}
          </span>
        )}
      </button>
      <span className="hz-playlist-words" title={item.caption}>
        <b>{item.authorName}</b> {item.caption}
      </span>
      <ItemTools item={item} number={number} actions={actions} onEdit={() => setEditing(true)} />
      {isEditing && (
        <CaptionEditor
          caption={item.caption}
          label={t('strip.caption', { number })}
          onDone={(caption) => {
            setEditing(false);
            if (caption !== null) rename(item.id, caption);
          }}
        />
      )}
    </li>
  );
}

type ToolsProps = {
  readonly item: StripItem;
  readonly number: number;
  readonly actions: StripActions;
  readonly onEdit: () => void;
};

function ItemTools({ item, number, actions, onEdit }: ToolsProps): ReactElement {
  const { t } = useTranslation('annotations');
  const { take, remove } = actions;
  return (
    <span className="hz-playlist-tools">
      {take && item.inReport === 0 && (
        <Tooltip title={t('strip.take')}>
          <Button
            size="small"
            type="text"
            icon={<FileAddOutlined aria-hidden />}
            aria-label={t('strip.takeNumber', { number })}
            onClick={() => take(item.id)}
          />
        </Tooltip>
      )}
      {item.isMine && (
        <>
          <Button
            size="small"
            type="text"
            icon={<EditOutlined aria-hidden />}
            aria-label={t('strip.caption', { number })}
            onClick={onEdit}
          />
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={t('strip.remove', { number })}
            onClick={() => remove(item.id)}
          />
        </>
      )}
    </span>
  );
}
