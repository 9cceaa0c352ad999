import { Progress, Spin } from 'antd';
import { useMemo, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRecord } from '../../../shared/api/cases';
import type { CaseId } from '../../../shared/domain/identity/actor';
import type { SlideManifest } from '../../../shared/domain/slide/manifest';
import { tileList } from '../../../shared/domain/slide/tileStream';
import type { KeyImage } from '../../../shared/domain/report/report';
import type { SlideViewerFactory } from '../../ports/slideViewer';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { DarkSurface } from '../../ui/ThemeSurface';
import { SlideDesk } from './SlideDesk';
import './slide.css';
import { useSlides } from './useSlides';

export type SlideStageProps = {
  readonly caseId: CaseId;
  readonly record: CaseRecord;
  /** All records of the case that hold slides, this one among them. */
  readonly slides: readonly CaseRecord[];
  /** `fetch` of a server path with the session's credentials. Must be stable. */
  readonly fetchPath: (path: string, init?: RequestInit) => Promise<Response>;
  readonly viewerFactory: SlideViewerFactory;
  readonly canDraw: boolean;
  readonly onKeyImage: (image: KeyImage) => void;
};

/** A slide of another record is chosen before it is known which slides that record holds: its first one is meant. */
type Beside = { readonly recordId: string; readonly slideId: string | null };

/** Whole slides of one piece of material. */
export function SlideStage(props: SlideStageProps): ReactElement {
  const { caseId, record, slides, fetchPath, viewerFactory } = props;
  const { t } = useTranslation('slide');
  const own = useSlides(caseId, record.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const [beside, setBeside] = useState<Beside | null>(null);
  const other = useSlides(caseId, beside?.recordId ?? record.id);
  const viewer = useMemo(
    () =>
      viewerFactory((slide, tiles, signal) => {
        const root = `/v1/cases/${caseId}/records/${slide.recordId}/slides/${slide.slideId}`;
        return fetchPath(`${root}/${slide.revision}/tiles?list=${tileList(tiles)}`, { signal });
      }),
    [viewerFactory, caseId, fetchPath],
  );

  const items = own.value?.items ?? [];
  const shown = items.find(({ slideId }) => slideId === chosen) ?? items[0] ?? null;
  const desk = ready(shown);
  const second = beside && ready(pick(other.value?.items ?? [], beside.slideId));
  const others = [
    ...items
      .filter(({ slideId }) => slideId !== shown?.slideId)
      .map(({ slideId, title }) => ({
        key: `${record.id} ${slideId}`,
        label: title || slideId,
      })),
    ...slides
      .filter(({ id }) => id !== record.id)
      .map(({ id, title }) => ({ key: id, label: title })),
  ];
  return (
    <DarkSurface className="slide-stage">
      {own.error && <ErrorNotice error={own.error} onRetry={own.reload} />}
      {own.value?.failures.map(({ slideId, error }) => (
        <ErrorNotice key={slideId} error={error} />
      ))}
      {own.status === 'loading' && !own.value && (
        <p className="slide-waiting" role="status">
          <Spin /> {t('stage.loading')}
        </p>
      )}
      {items.length > 1 && shown && <SlideTabs items={items} shown={shown} onChoose={setChosen} />}
      {shown && !desk && <Preparing slide={shown} />}
      {desk && (
        <SlideDesk
          key={`${desk.slideId} ${desk.revision}`}
          caseId={caseId}
          slide={desk}
          second={second}
          others={others}
          viewer={viewer}
          fetchPath={fetchPath}
          canDraw={props.canDraw}
          onCompare={(key) => setBeside(key === null ? null : toBeside(key))}
          onStale={own.reload}
          onKeyImage={props.onKeyImage}
        />
      )}
    </DarkSurface>
  );
}

const pick = (items: readonly SlideManifest[], slideId: string | null): SlideManifest | null =>
  items.find((each) => each.slideId === slideId) ?? items[0] ?? null;

/** A slide whose levels are still being made cannot be shown. */
const ready = (slide: SlideManifest | null): SlideManifest | null =>
  slide && slide.levels.length > 0 ? slide : null;

function toBeside(key: string): Beside {
  const [recordId = '', slideId = null] = key.split(' ');
  return { recordId, slideId };
}

type TabsProps = {
  readonly items: readonly SlideManifest[];
  readonly shown: SlideManifest;
  readonly onChoose: (slideId: string) => void;
};

/** A case may hold several glasses in one study: stains, blocks. */
function SlideTabs({ items, shown, onChoose }: TabsProps): ReactElement {
  const { t } = useTranslation('slide');
  return (
    <nav className="slide-tabs" aria-label={t('stage.slides')}>
      {items.map(({ slideId, title }, index) => (
        <button
          key={slideId}
          type="button"
          aria-current={slideId === shown.slideId}
          onClick={() => onChoose(slideId)}
        >
          {title || t('stage.slide', { number: index + 1 })}
        </button>
      ))}
    </nav>
  );
}

function Preparing({ slide }: { readonly slide: SlideManifest }): ReactElement {
  const { t } = useTranslation('slide');
  return (
    <div className="slide-waiting" role="status">
      <p>{t('stage.preparing')}</p>
      <Progress percent={Math.round((slide.preparing?.done ?? 0) * 100)} status="active" />
    </div>
  );
}
