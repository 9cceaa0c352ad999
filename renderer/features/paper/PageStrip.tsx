import { WarningFilled } from '@ant-design/icons';
import {
  useEffect,
  useRef,
  useState,
  type DragEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperImaging } from '../../ports/paperImaging';
import { movedTo, type DraftPage, type PaperDraft } from './paperDraft';
import { usePicture } from './usePicture';

type Props = {
  readonly draft: PaperDraft;
  readonly imaging: PaperImaging;
  readonly onChange: (edit: (draft: PaperDraft) => PaperDraft) => void;
  readonly children: ReactNode;
};

const THUMBNAIL = 168;

/** All pages in their order; they are dragged, or moved with Alt and the arrows. */
export function PageStrip({ draft, imaging, onChange, children }: Props): ReactElement {
  const { t } = useTranslation('paper');
  const [dragged, setDragged] = useState<number | null>(null);
  const drop = (event: DragEvent, position: number) => {
    event.preventDefault();
    if (dragged === null) return;
    const from = draft.pages.findIndex(({ key }) => key === dragged);
    onChange((now) => movedTo(now, dragged, from < position ? position - 1 : position));
    setDragged(null);
  };
  return (
    <nav className="paper-strip" aria-label={t('strip.label')}>
      <div className="paper-strip-head">
        <strong>{t('strip.count', { count: draft.pages.length })}</strong>
        {children}
      </div>
      <ol>
        {draft.pages.map((page, index) => (
          <li
            key={page.key}
            draggable
            onDragStart={() => setDragged(page.key)}
            onDragEnd={() => setDragged(null)}
            onDragOver={(event) => dragged !== null && event.preventDefault()}
            onDrop={(event) => {
              const { top, height } = event.currentTarget.getBoundingClientRect();
              drop(event, event.clientY > top + height / 2 ? index + 1 : index);
            }}
          >
            <StripPage
              page={page}
              number={index + 1}
              imaging={imaging}
              isSelected={page.key === draft.selected}
              onSelect={() => onChange((now) => ({ ...now, selected: page.key }))}
            />
          </li>
        ))}
      </ol>
    </nav>
  );
}

type PageProps = {
  readonly page: DraftPage;
  readonly number: number;
  readonly imaging: PaperImaging;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
};

function StripPage({ page, number, imaging, isSelected, onSelect }: PageProps): ReactElement {
  const { t } = useTranslation('paper');
  const { state, steps, tag } = page;
  const canvas = useRef<HTMLCanvasElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const picture = state.status === 'ready' ? state.picture : null;
  usePicture(canvas, imaging, picture, { steps, longest: THUMBNAIL, extent: 'crop' });
  useEffect(() => {
    if (isSelected) button.current?.scrollIntoView({ block: 'nearest' });
  }, [isSelected]);
  const hints = state.status === 'ready' ? state.hints : [];
  return (
    <button
      ref={button}
      type="button"
      className="paper-thumb"
      aria-current={isSelected}
      data-status={state.status}
      onClick={onSelect}
    >
      <span className="paper-thumb-picture">
        {state.status === 'broken' ? (
          <WarningFilled aria-hidden />
        ) : (
          <canvas ref={canvas} aria-hidden />
        )}
      </span>
      <span className="paper-thumb-facts">
        <b>{t('strip.page', { number })}</b> {t(`tag.${tag}`)}
        {state.status === 'broken' && <em>{t('strip.broken')}</em>}
        {hints.length > 0 && (
          <em>
            <WarningFilled aria-hidden /> {hints.map((hint) => t(`hint.${hint}`)).join(t('comma'))}
          </em>
        )}
      </span>
    </button>
  );
}
