import { StarFilled } from '@ant-design/icons';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

/** A picture chosen for the report, as the case keeps it. `imageUrl` is the caller's; `data:` and `blob:` are allowed. */
export type KeyImageItem = {
  readonly id: string;
  readonly imageUrl: string;
  readonly label: string;
  readonly sopInstanceUid: string;
  readonly frameNumber: number;
};

type Props = {
  readonly items: readonly KeyImageItem[];
  readonly onOpen: (item: KeyImageItem) => void;
};

export function KeyImageStrip({ items, onOpen }: Props): ReactElement {
  const { t } = useTranslation('viewer');
  return (
    <section className="hz-strip" aria-label={t('strip.label')}>
      <span className="hz-strip-title">
        <StarFilled aria-hidden /> {t('strip.title', { count: items.length })}
      </span>
      {items.length === 0 && <span className="hz-strip-empty">{t('strip.empty')}</span>}
      {items.map((item) => (
        <button
          key={item.id}
          type="button"
          className="hz-strip-item"
          onClick={() => onOpen(item)}
          title={item.label}
        >
          <img src={item.imageUrl} alt={item.label} draggable={false} />
        </button>
      ))}
    </section>
  );
}
