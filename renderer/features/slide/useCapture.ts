import { useCallback, useState } from 'react';
import { addCapture } from '../../../shared/api/captures';
import { appError, type AppError } from '../../../shared/domain/errors';
import type { CaseId } from '../../../shared/domain/identity/actor';
import type { SlideAnnotation } from '../../../shared/domain/slide/annotation';
import { lengthText, magnificationOf } from '../../../shared/domain/slide/scale';
import type { KeyImage } from '../../../shared/domain/report/report';
import { useApi } from '../../platform/ApiContext';
import { newIdempotencyKey } from '../../platform/idempotency';
import { measureShape } from '../../../shared/domain/slide/annotation';
import { captureSource, withOverlay } from './capture';
import { magnified } from './ScaleLegend';
import type { SlideManifest } from '../../../shared/domain/slide/manifest';
import type { SurfaceState } from './useSurface';

/** How long missing tiles are waited for. */
const WAIT_MS = 8_000;

type Input = {
  readonly slide: SlideManifest;
  readonly state: SurfaceState;
  readonly drawings: readonly SlideAnnotation[];
};

export type Capture = {
  readonly run: (input: Input) => Promise<void>;
  readonly isRunning: boolean;
  readonly error: AppError | null;
  readonly note: 'done' | 'incomplete' | null;
};

/** Files the field of view as a picture of the case and hands it to the report as a key image. */
export function useCapture(deps: {
  readonly caseId: CaseId;
  readonly onKeyImage: (image: KeyImage) => void;
}): Capture {
  const { caseId, onKeyImage } = deps;
  const api = useApi();
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [note, setNote] = useState<Capture['note']>(null);
  const run = useCallback(
    async ({ slide, state, drawings }: Input) => {
      setRunning(true);
      setError(null);
      setNote(null);
      try {
        const picture = await state.surface.capture(WAIT_MS);
        if (!picture) return setNote('incomplete');
        const scene = { slide, view: state.surface.getView(), box: state.surface.box };
        const labelled = drawings.map(({ shape }) => ({ shape, label: labelOf(shape, slide) }));
        const result = await api(addCapture, {
          params: { caseId },
          body: {
            idempotencyKey: newIdempotencyKey(),
            recordId: slide.recordId,
            png: await withOverlay(picture, scene, labelled),
            caption: captionOf(slide, scene.view.zoom),
            source: captureSource(scene, picture),
          },
        });
        if (!result.ok) return setError(result.error);
        onKeyImage(result.value.keyImage);
        setNote('done');
      } catch {
        setError(appError('internal', 'viewer.loadFailed'));
      } finally {
        setRunning(false);
      }
    },
    [api, caseId, onKeyImage],
  );
  return { run, isRunning, error, note };
}

function labelOf(shape: SlideAnnotation['shape'], slide: SlideManifest): string {
  const measure = measureShape(shape, slide);
  const length = measure?.kind === 'length' ? lengthText(measure.microns) : null;
  return [shape.text, length ? `${length.value} ${length.unit}` : ''].filter(Boolean).join(' · ');
}

/** Slide and magnification; the author of the report words it further. */
function captionOf(slide: SlideManifest, zoom: number): string {
  const times = magnificationOf(slide, zoom);
  const title = slide.title.slice(0, 150);
  return times === null ? title : `${title} ${magnified(times)}×`;
}
