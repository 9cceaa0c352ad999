import { Button, Checkbox } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../../shared/domain/errors';
import type { SaveStatus } from '../store/annotationStore';
import { dashOf } from '../overlay/lineStyle';
import './authors.css';

/** Whose drawings there are; `style` null: one's own, which the viewer draws itself. */
export type AuthorRow = {
  readonly key: string;
  readonly name: string;
  readonly place: string;
  readonly style: number | null;
  readonly annotations: number;
  readonly keyImages: number;
};

/** What came with the study. */
export type DocumentRow = {
  readonly key: string;
  readonly kind: 'report' | 'presentation' | 'selection';
  readonly title: string;
  readonly author: string;
  readonly style: number;
  readonly drawings: number;
  readonly images: number;
  readonly unmapped: number;
  readonly isReplaced: boolean;
};

type Props = {
  readonly authors: readonly AuthorRow[];
  readonly documents: readonly DocumentRow[];
  /** Series of documents that could not be read. */
  readonly failed: number;
  readonly hidden: ReadonlySet<string>;
  readonly isShown: boolean;
  readonly onToggle: (key: string) => void;
  readonly onShowAll: (isShown: boolean) => void;
  readonly onRead: (key: string) => void;
  /** `null` where nothing is kept. */
  readonly filing: FilingProps | null;
  /** One's own drawings one by one, below one's own row. */
  readonly children?: ReactNode;
};

export type FilingProps = {
  readonly save: SaveStatus;
  /** Everything saved is in the studies as DICOM objects. */
  readonly isFiled: boolean;
  readonly isRunning: boolean;
  readonly error: AppError | null;
  readonly onFile: () => void;
};

/** Who drew on these pictures; each can be taken off the screen by himself. */
export function AuthorsPanel(props: Props): ReactElement {
  const { t } = useTranslation('annotations');
  const { authors, documents, failed, isShown } = props;
  return (
    <div className="hz-authors">
      <header>
        <span>{t('authors.title')}</span>
        <Button size="small" type="text" onClick={() => props.onShowAll(!isShown)}>
          {isShown ? t('authors.hideAll') : t('authors.showAll')} <kbd className="hz-key">G</kbd>
        </Button>
      </header>
      {authors.length === 0 && <p className="hz-authors-note">{t('authors.none')}</p>}
      <ul>
        {authors.map((row) => (
          <Author key={row.key} row={row} {...props}>
            {row.style === null && props.children}
          </Author>
        ))}
      </ul>
      {props.filing && <Filing {...props.filing} />}
      {documents.length > 0 && <h4>{t('authors.fromStudy')}</h4>}
      <ul>
        {documents.map((row) => (
          <Document key={row.key} row={row} {...props} />
        ))}
      </ul>
      {failed > 0 && <p className="hz-authors-note">{t('authors.failed', { count: failed })}</p>}
    </div>
  );
}

type RowProps<R> = Pick<Props, 'hidden' | 'isShown' | 'onToggle' | 'onRead'> & { readonly row: R };

function Author({
  row,
  hidden,
  isShown,
  onToggle,
  children,
}: RowProps<AuthorRow> & { readonly children: ReactNode }): ReactElement {
  const { t } = useTranslation('annotations');
  return (
    <li className="hz-authors-row">
      <Checkbox
        checked={!hidden.has(row.key)}
        disabled={!isShown}
        onChange={() => onToggle(row.key)}
      >
        {row.name}
      </Checkbox>
      <Line style={row.style} />
      <small>
        {t('authors.counts', { annotations: row.annotations, keyImages: row.keyImages })}
      </small>
      <small className="hz-authors-place">{row.place}</small>
      {children}
    </li>
  );
}

function Document({ row, hidden, isShown, onToggle, onRead }: RowProps<DocumentRow>): ReactElement {
  const { t } = useTranslation('annotations');
  const counts = [
    ...(row.drawings > 0 ? [t('authors.drawings', { count: row.drawings })] : []),
    ...(row.images > 0 ? [t('authors.images', { count: row.images })] : []),
    ...(row.unmapped > 0 ? [t('authors.unmapped', { count: row.unmapped })] : []),
    ...(row.isReplaced ? [t('authors.replaced')] : []),
  ];
  return (
    <li className="hz-authors-row">
      <Checkbox
        checked={!hidden.has(row.key)}
        disabled={!isShown || row.drawings === 0}
        onChange={() => onToggle(row.key)}
      >
        {row.author || t('authors.unnamed')}
      </Checkbox>
      <Line style={row.style} />
      <span className="hz-authors-counts">
        {counts.map((count) => (
          <small key={count}>{count}</small>
        ))}
      </span>
      <Button size="small" type="link" className="hz-authors-read" onClick={() => onRead(row.key)}>
        {row.title || t(`authors.kind.${row.kind}`)}
      </Button>
    </li>
  );
}

const Line = ({ style }: { readonly style: number | null }): ReactElement => (
  <svg className="hz-authors-line" aria-hidden="true" viewBox="0 0 36 8">
    <path d="M1 4H35" strokeDasharray={style === null ? undefined : dashOf(style)} />
  </svg>
);

function Filing({ save, isFiled, isRunning, error, onFile }: FilingProps): ReactElement {
  const { t } = useTranslation('annotations');
  return (
    <div className="hz-authors-filing">
      <span role={error ? 'alert' : undefined}>
        {error ? t('filing.failed') : isFiled ? t('filing.done') : t('filing.waiting')}
      </span>
      <Button
        size="small"
        loading={isRunning}
        disabled={isFiled || save.status === 'local'}
        onClick={onFile}
        title={t('filing.hint')}
      >
        {t('filing.now')}
      </Button>
    </div>
  );
}
