import { memo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { numberOf, TAG, textOf, type DicomJson } from '../../../shared/domain/imaging/dicomJson';
import {
  lossyRatioOf,
  type Derivation,
  type DisplaySet,
} from '../../../shared/domain/imaging/displaySet';
import type { EdgeLetters } from '../../../shared/domain/imaging/orientation';
import { personNameOf } from '../../../shared/domain/imaging/personName';
import { scaleBar } from '../../../shared/domain/imaging/scaleBar';
import type { ViewportEvents, ViewportState } from '../../ports/imageViewer';
import { dateText, derivationTexts } from './words';

type Props = {
  readonly set: DisplaySet;
  readonly view: ViewportState;
  readonly progress: ViewportEvents['progress'] | null;
  readonly onEditWindow: () => void;
};

const BAR_ROOM = 160;

/** Text in the four corners, letters at the edges and the scale bar; all of it describes the picture really on screen. */
export const ViewportOverlay = memo(function ViewportOverlay({
  set,
  view,
  progress,
  onEditWindow,
}: Props): ReactElement {
  const instance = set.frames[view.index]?.instance;
  return (
    <div className="hz-overlay" data-testid="viewport-overlay">
      {instance && <PatientCorner instance={instance} />}
      <SeriesCorner set={set} view={view} progress={progress} />
      <WindowCorner view={view} onEdit={onEditWindow} />
      {instance && <AcquisitionCorner instance={instance} view={view} />}
      {view.edges && <EdgeMarks edges={view.edges} />}
      <ScaleBar view={view} />
    </div>
  );
});

/** Directions of the patient at the edges of a picture. */
export function EdgeMarks({ edges }: { readonly edges: EdgeLetters }): ReactElement {
  return (
    <>
      <span className="hz-edge hz-edge-top">{edges.top}</span>
      <span className="hz-edge hz-edge-right">{edges.right}</span>
      <span className="hz-edge hz-edge-bottom">{edges.bottom}</span>
      <span className="hz-edge hz-edge-left">{edges.left}</span>
    </>
  );
}

export function PatientCorner({ instance }: { readonly instance: DicomJson }): ReactElement {
  const { t } = useTranslation('viewer');
  const name = personNameOf(instance);
  const sex = textOf(instance, TAG.PatientSex);
  return (
    <div className="hz-corner hz-corner-tl">
      <div>
        {name?.primary ?? t('overlay.noName')}
        {name?.secondary && <small> {name.secondary}</small>}
      </div>
      <div>
        {[textOf(instance, TAG.PatientID), sex && t(`sex.${sex}` as never, { defaultValue: sex })]
          .filter(Boolean)
          .join(' · ')}
      </div>
      <div>{textOf(instance, TAG.InstitutionName)}</div>
    </div>
  );
}

function SeriesCorner({ set, view, progress }: Omit<Props, 'onEditWindow'>): ReactElement {
  const { t } = useTranslation('viewer');
  const instance = set.frames[view.index]?.instance;
  const loading = progress !== null && progress.loaded + progress.failed < progress.total;
  return (
    <div className="hz-corner hz-corner-tr">
      <div>{dateText(instance ? textOf(instance, TAG.StudyDate) : null)}</div>
      <div>{[set.modality, set.description].filter(Boolean).join(' · ')}</div>
      {set.derived && <Derived {...set.derived} />}
      {instance && <SideAndView instance={instance} />}
      <div data-testid="slice">
        {t('overlay.slice', { number: view.index + 1, count: view.count })}
        {view.pendingIndex !== null && (
          <span className="hz-pending">
            {' '}
            {t('overlay.pending', { number: view.pendingIndex + 1 })}
          </span>
        )}
      </div>
      {view.quality === 'coarse' && (
        <div className="hz-coarse" data-testid="coarse">
          {t('overlay.coarse')}
        </div>
      )}
      {loading && (
        <div>{t('overlay.loaded', { loaded: progress.loaded, total: progress.total })}</div>
      )}
      {progress !== null && progress.failed > 0 && (
        <div>{t('overlay.failed', { count: progress.failed })}</div>
      )}
    </div>
  );
}

function Derived(derived: Derivation): ReactElement {
  const { t } = useTranslation('viewer');
  const [what, slab] = derivationTexts(t, derived);
  return (
    <>
      <div className={`hz-derived hz-derived-${derived.view}`}>{what}</div>
      {slab && <div className="hz-derived">{slab}</div>}
    </>
  );
}

/** Which side and which projection: as important as the name on a projection image. */
function SideAndView({ instance }: { readonly instance: DicomJson }): ReactElement | null {
  const { t } = useTranslation('viewer');
  const side = textOf(instance, TAG.ImageLaterality) ?? textOf(instance, TAG.Laterality);
  const words = [
    side && t(`side.${side}` as never, { defaultValue: side }),
    textOf(instance, TAG.ViewPosition),
  ].filter(Boolean);
  return words.length === 0 ? null : <div className="hz-side">{words.join(' · ')}</div>;
}

function WindowCorner(props: {
  readonly view: ViewportState;
  readonly onEdit: () => void;
}): ReactElement {
  const { t } = useTranslation('viewer');
  const { view, onEdit } = props;
  const turned = [
    view.inverted && t('overlay.inverted'),
    view.flipped && t('overlay.flipped'),
    view.rotation !== 0 && `${view.rotation}°`,
  ].filter(Boolean);
  return (
    <div className="hz-corner hz-corner-bl">
      {turned.length > 0 && <div>{turned.join(' · ')}</div>}
      {view.windowFunction === 'table' && <div>{t('overlay.table')}</div>}
      {view.window && (
        <button
          type="button"
          className="hz-window"
          title={t('action.windowEditor')}
          onClick={onEdit}
        >
          {`W ${shortNumber(view.window.width)} L ${shortNumber(view.window.centre)}`}
          {view.windowFunction === 'sigmoid' && ` · ${t('preset.sigmoid')}`}
        </button>
      )}
      <div>{Math.round(view.zoom * 100)}%</div>
    </div>
  );
}

/** Whole where that says enough; parametric pictures have values below one. */
const shortNumber = (value: number): string =>
  Math.abs(value) >= 10 || Number.isInteger(value)
    ? String(Math.round(value))
    : String(Number(value.toPrecision(3)));

function AcquisitionCorner(props: {
  readonly instance: DicomJson;
  readonly view: ViewportState;
}): ReactElement {
  const { t } = useTranslation('viewer');
  const { instance, view } = props;
  const thickness = numberOf(instance, TAG.SliceThickness);
  const lossy = lossyRatioOf(instance);
  return (
    <div className="hz-corner hz-corner-br">
      {lossy && (
        <div className="hz-lossy">
          {lossy.ratio === null
            ? t('overlay.lossy')
            : t('overlay.lossyRatio', { ratio: lossy.ratio.toFixed(1) })}
        </div>
      )}
      {thickness !== null && (
        <div>{t('overlay.thickness', { mm: Number(thickness.toFixed(2)) })}</div>
      )}
      {view.scale === 'none' && <div>{t('scale.none')}</div>}
      {view.scale === 'detector' && <div>{t('scale.detector')}</div>}
    </div>
  );
}

function ScaleBar({ view }: { readonly view: ViewportState }): ReactElement | null {
  if (view.pixelsPerMm === null || view.pixelsPerMm <= 0) return null;
  const bar = scaleBar(view.pixelsPerMm, BAR_ROOM);
  return (
    <div className="hz-scale-bar" style={{ width: bar.pixels }} data-testid="scale-bar">
      {bar.mm >= 10 ? `${bar.mm / 10} cm` : `${bar.mm} mm`}
    </div>
  );
}
