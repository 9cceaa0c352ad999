import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EcgRecording } from '../../../shared/domain/ecg/recording';
import type { EcgSurface, EcgViewer } from '../../ports/ecgViewer';
import { Notice } from '../../ui/Notice';
import { CaliperLine } from './CaliperLine';
import { EcgToolbar } from './EcgToolbar';
import { RecorderPanel } from './RecorderPanel';
import { ScaleLine } from './ScaleLine';
import { useCaliper } from './useCaliper';
import { useSheet, type SheetState } from './useSheet';
import { usePxPerMm, type Zoom } from './zoom';

type Props = { readonly recording: EcgRecording; readonly viewer: EcgViewer };

export function EcgSheet({ recording, viewer }: Props): ReactElement {
  const { t } = useTranslation('ecg');
  const state = useSheet(recording);
  const { sheet, settings, group, page } = state;
  const [zoom, setZoom] = useState<Zoom>('fit');
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const surface = useRef<EcgSurface | null>(null);
  const pxPerMm = usePxPerMm(frame, zoom, sheet.widthMm);
  const { caliper, clear, handlers } = useCaliper(sheet, settings, pxPerMm);

  useEffect(() => {
    if (!canvas.current) return;
    const mounted = viewer.mount(canvas.current);
    surface.current = mounted;
    return () => {
      surface.current = null;
      mounted.dispose();
    };
  }, [viewer]);
  useEffect(() => {
    surface.current?.draw({
      sheet,
      settings,
      sampleRateHz: group.sampleRateHz,
      pxPerMm,
      caliper,
      remarks: {
        derived: t('remark.derived'),
        unscaled: t('remark.unscaled'),
        shifted: t('remark.shifted'),
      },
    });
  }, [viewer, sheet, settings, group, pxPerMm, caliper, t]);

  const onKeyDown = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') clear();
    if (key === 'ArrowLeft') page(-1);
    if (key === 'ArrowRight') page(1);
  };

  return (
    <section className="ecg">
      <EcgToolbar recording={recording} state={state} zoom={zoom} onZoom={setZoom} />
      <CalibrationNotice state={state} />
      <div ref={frame} className="ecg-frame" tabIndex={0} onKeyDown={onKeyDown}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={t('sheet')}
          className="ecg-paper"
          {...handlers}
        />
      </div>
      <CaliperLine caliper={caliper} settings={settings} onClear={clear} />
      <ScaleLine recording={recording} state={state} pxPerMm={pxPerMm} />
      <RecorderPanel measurements={recording.measurements} />
    </section>
  );
}

function CalibrationNotice({ state }: { readonly state: SheetState }): ReactElement | null {
  const { t } = useTranslation('ecg');
  const unscaled = state.traces.filter((trace) => trace.unscaled !== null);
  if (unscaled.length === 0) return null;
  const leads = unscaled.map(({ label }) => label).join(' ');
  return (
    <Notice tone="risk">
      {unscaled.length === state.traces.length ? t('unscaledAll') : t('unscaledSome', { leads })}
    </Notice>
  );
}
