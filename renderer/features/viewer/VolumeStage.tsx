import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisplaySet } from '../../../shared/domain/imaging/displaySet';
import type { ImageViewer } from '../../ports/imageViewer';
import type { VolumeHandle, VolumeState } from '../../ports/volumeViewer';
import { EdgeMarks, PatientCorner } from './ViewportOverlay';
import { VolumeBar } from './VolumeBar';
import { VolumeStatus, type VolumeLoad } from './VolumeStatus';

type Props = {
  readonly viewer: ImageViewer;
  readonly set: DisplaySet;
  readonly onLeave: () => void;
};

/** A series as a solid, over the pictures it is made of; leaving it gives its memory back. */
export function VolumeStage({ viewer, set, onLeave }: Props): ReactElement {
  const { t } = useTranslation('viewer');
  const { elementRef, load, state } = useVolume(viewer, set);
  const instance = set.frames[0]?.instance;
  const handle = load.status === 'ready' ? load.handle : null;
  return (
    <section className="hz-volume" aria-label={t('volume.title')}>
      <VolumeBar set={set} handle={handle} state={state} onLeave={onLeave} />
      <div className="hz-volume-area">
        <div ref={elementRef} className="hz-volume-canvas" data-testid="volume" />
        {handle && state && (
          <div className="hz-overlay">
            {instance && <PatientCorner instance={instance} />}
            <EdgeMarks edges={state.edges} />
            <p className="hz-volume-note">
              {t('volume.note')}
              <ReductionText handle={handle} />
            </p>
          </div>
        )}
        {load.status !== 'ready' && <VolumeStatus load={load} onClose={onLeave} />}
      </div>
    </section>
  );
}

/** Detail that is there and not shown is named. */
function ReductionText({ handle }: { readonly handle: VolumeHandle }): ReactElement | null {
  const { t } = useTranslation('viewer');
  const { step, isHalf } = handle.reduction;
  const factor = step * (isHalf ? 2 : 1);
  return factor === 1 ? null : <b> {t('volume.reduced', { factor })}</b>;
}

function useVolume(viewer: ImageViewer, set: DisplaySet) {
  const elementRef = useRef<HTMLDivElement>(null);
  const [load, setLoad] = useState<VolumeLoad>({
    status: 'loading',
    loaded: 0,
    total: set.frames.length,
  });
  const [state, setState] = useState<VolumeState | null>(null);
  useEffect(() => {
    const element = elementRef.current;
    if (!element) return undefined;
    const abort = new AbortController();
    let opened: VolumeHandle | null = null;
    const onProgress = (progress: { loaded: number; total: number }): void =>
      setLoad({ status: 'loading', ...progress });
    setLoad({ status: 'loading', loaded: 0, total: set.frames.length });
    void viewer.openVolume(set, element, { signal: abort.signal, onProgress }).then((result) => {
      if (abort.signal.aborted) return result.ok && result.value.dispose();
      if (!result.ok) return setLoad({ status: 'failed', error: result.error });
      opened = result.value;
      opened.onChange(setState);
      setState(opened.getState());
      setLoad({ status: 'ready', handle: opened });
    });
    return () => {
      abort.abort();
      opened?.dispose();
      setState(null);
    };
  }, [viewer, set]);
  return { elementRef, load, state };
}
