import { DesktopOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useEffect, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { OVERLAY_KINDS, type DisplaySet } from '../../../shared/domain/imaging/displaySet';
import { TAG, textOf } from '../../../shared/domain/imaging/dicomJson';
import type { DicomWebFetcher } from '../../ports/imageViewer';
import type { StudyEntry } from './loadStudy';
import { dateText, errorText } from './words';

/** Type of what is dragged from the rail onto a viewport. */
export const SERIES_DRAG_TYPE = 'application/x-huizhen-display-set';

type Props = {
  readonly studies: readonly StudyEntry[];
  readonly fetcher: DicomWebFetcher;
  /** False until the picture somebody waits for is drawn: previews would take its place on the line. */
  readonly hasPreviews: boolean;
  readonly shownIds: readonly (string | null)[];
  readonly onOpen: (displaySetId: string) => void;
  readonly onRetry: (studyInstanceUid: string) => void;
  /** Shows a series on the second screen; absent where there is none. */
  readonly onSend?: ((displaySetId: string) => void) | undefined;
};

export function SeriesRail(props: Props): ReactElement {
  const { studies, fetcher, hasPreviews, shownIds, onOpen, onRetry, onSend } = props;
  const { t } = useTranslation('viewer');
  return (
    <nav className="hz-rail" aria-label={t('rail.label')}>
      {studies.map((study) => (
        <section key={study.studyInstanceUid} aria-busy={study.load.status === 'loading'}>
          {study.load.status === 'loading' && <p className="hz-rail-note">{t('rail.loading')}</p>}
          {study.load.status === 'failed' && (
            <div className="hz-rail-note" role="alert">
              <p>{errorText(t, study.load.error)}</p>
              <Button size="small" onClick={() => onRetry(study.studyInstanceUid)}>
                {t('pane.retry')}
              </Button>
            </div>
          )}
          {study.load.status === 'ready' && (
            <>
              <StudyTitle sets={study.load.sets} />
              {study.load.sets.map((set) => (
                <SeriesCard
                  key={set.id}
                  set={set}
                  fetcher={fetcher}
                  hasPreview={hasPreviews}
                  shown={shownIds.includes(set.id)}
                  onOpen={onOpen}
                  onSend={onSend}
                />
              ))}
              {study.load.failures.length > 0 && (
                <p className="hz-rail-note" role="alert">
                  {t('rail.failures', { count: study.load.failures.length })}
                </p>
              )}
            </>
          )}
        </section>
      ))}
    </nav>
  );
}

function StudyTitle({ sets }: { readonly sets: readonly DisplaySet[] }): ReactElement {
  const { t } = useTranslation('viewer');
  const instance = sets.find(({ frames }) => frames.length > 0)?.frames[0]?.instance;
  const date = instance ? dateText(textOf(instance, TAG.StudyDate)) : '';
  return (
    <h3 className="hz-rail-title">
      {date === '' ? t('rail.noDate') : date} {instance && textOf(instance, TAG.StudyDescription)}
    </h3>
  );
}

type CardProps = {
  readonly set: DisplaySet;
  readonly fetcher: DicomWebFetcher;
  readonly hasPreview: boolean;
  readonly shown: boolean;
  readonly onOpen: (displaySetId: string) => void;
  readonly onSend: ((displaySetId: string) => void) | undefined;
};

function SeriesCard(props: CardProps): ReactElement {
  const { set, onOpen, onSend } = props;
  const { t } = useTranslation('viewer');
  if (!onSend) return <CardFace {...props} />;
  const items = [
    { key: 'open', label: t('rail.open'), onClick: () => onOpen(set.id) },
    { key: 'send', label: t('rail.send'), onClick: () => onSend(set.id) },
  ];
  return (
    <Dropdown trigger={['contextMenu']} menu={{ items }}>
      <div className="hz-card-frame">
        <CardFace {...props} />
        <button
          type="button"
          className="hz-card-send"
          aria-label={t('rail.send')}
          title={t('rail.send')}
          onClick={() => onSend(set.id)}
        >
          <DesktopOutlined />
        </button>
      </div>
    </Dropdown>
  );
}

function CardFace({ set, fetcher, hasPreview, shown, onOpen }: CardProps): ReactElement {
  const { t } = useTranslation('viewer');
  const thumbnail = useThumbnail(fetcher, hasPreview ? set : null);
  const isOverlay = OVERLAY_KINDS.has(set.kind);
  const name =
    set.kind === 'image'
      ? (set.description ?? t('rail.unnamed'))
      : [t(`object.${set.kind}`), isOverlay && set.description].filter(Boolean).join(' ');
  return (
    <button
      type="button"
      className={shown ? 'hz-card hz-card-shown' : 'hz-card'}
      draggable
      onDragStart={(event) => event.dataTransfer.setData(SERIES_DRAG_TYPE, set.id)}
      onClick={() => onOpen(set.id)}
      aria-pressed={shown}
      title={t(isOverlay ? 'rail.overlayHint' : 'rail.hint')}
    >
      <span className="hz-card-picture">
        {thumbnail === null ? (
          <span aria-hidden>{set.modality}</span>
        ) : (
          <img src={thumbnail} alt="" draggable={false} />
        )}
      </span>
      <span className="hz-card-name">
        {set.seriesNumber !== null && `${set.seriesNumber} `}
        {name}
      </span>
      <span className="hz-card-count">
        {set.modality}
        {set.frames.length > 0 && ` · ${t('rail.pictures', { count: set.frames.length })}`}
      </span>
    </button>
  );
}

/** A rendered preview of the series (PS3.18 10.4.1.1.5); without one the card shows the modality instead. */
function useThumbnail(fetcher: DicomWebFetcher, set: DisplaySet | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  const path =
    set?.kind === 'image'
      ? `/studies/${set.studyInstanceUid}/series/${set.seriesInstanceUid}/thumbnail`
      : null;
  useEffect(() => {
    if (path === null) return undefined;
    const abort = new AbortController();
    let made: string | null = null;
    fetcher(path, { accept: 'image/jpeg', signal: abort.signal })
      .then(async (response) => {
        if (!response.ok) return;
        const blob = await response.blob();
        if (abort.signal.aborted) return;
        made = URL.createObjectURL(blob);
        setUrl(made);
      })
      .catch(() => undefined);
    return () => {
      abort.abort();
      if (made !== null) URL.revokeObjectURL(made);
      setUrl(null);
    };
  }, [fetcher, path]);
  return url;
}
