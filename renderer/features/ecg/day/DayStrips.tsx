import { useEffect, useMemo, useRef, type PointerEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EcgAnnotation } from '../../../../shared/domain/ecg/recording';
import type { EcgGroupHead } from '../../../../shared/domain/ecg/manifest';
import type { LanePicture, LaneSize, LaneViewer } from '../../../ports/ecgLanes';
import type { DayStore } from './dayStore';
import { scrollBy, zoomAt, ZOOM_FACTOR } from './dayView';
import { cursorMark, eventMarks, notesIn } from './eventMarks';
import { createScene, isUnfinished, stateMarks, stripBands, type SceneGround } from './laneScene';
import { tilesAround, type TileStore } from './tileStore';
import type { SeenBeat } from './useBeats';
import { useLaneSurface } from './useLaneSurface';
import type { DayView } from './dayView';

type Props = {
  readonly day: DayStore;
  readonly viewer: LaneViewer;
  readonly store: TileStore;
  readonly head: EcgGroupHead;
  /** Channels of the store, as indices of the manifest. */
  readonly channels: readonly number[];
  readonly startOfDayS: number | null;
  readonly events: readonly { readonly fromS: number; readonly toS: number }[];
  readonly beatsIn: (view: DayView) => SeenBeat[];
  /** Marks of the file, in order of time. */
  readonly annotations: readonly EcgAnnotation[];
  /** Filled with a function that draws again. */
  readonly redraw: { current: () => void };
  readonly onOpen: (atS: number) => void;
};

/** A press that moves less than this is a click. */
const CLICK_PX = 3;

/** The leads of the window below one another; wheel and drag change the window, a click chooses a moment. */
export function DayStrips(props: Props): ReactElement {
  const { day, viewer, store, head, channels, startOfDayS, redraw, onOpen } = props;
  const { t } = useTranslation('ecg');
  const latest = useRef(props);
  latest.current = props;
  const ground: SceneGround = useMemo(
    () => ({
      head,
      store,
      channels: channels.map((index, at) => ({ at, index })),
      startOfDayS,
      shiftedText: t('remark.shifted'),
    }),
    [head, store, channels, startOfDayS, t],
  );
  const scene = useMemo(() => createScene(ground), [ground]);

  const paint = (size: LaneSize): LanePicture => {
    const { view, gain, cursorS, isCoarse, set } = day.getState();
    want(store, head, view, size);
    // for whoever looks from outside: tests, and the page's own driver
    host.current?.setAttribute('data-start-s', String(view.startS));
    host.current?.setAttribute('data-span-s', String(view.spanS));
    const lanes = scene.lanes(stripBands(ground, view, size), gain, size);
    const unfinished = lanes[0] !== undefined && isUnfinished(lanes[0]);
    if (unfinished !== isCoarse) queueMicrotask(() => set({ isCoarse: unfinished }));
    const { events, beatsIn, annotations } = latest.current;
    return {
      lanes,
      times: scene.times(view, size),
      marks: [
        ...eventMarks(events, view, size),
        ...cursorMark(cursorS, view, size),
        ...stateMarks(lanes[0], size),
      ],
      beats: beatsIn(view).map(({ atS, isOther }) => ({
        atPx: ((atS - view.startS) / view.spanS) * size.width,
        isOther,
      })),
      notes: notesIn(annotations, view, size),
    };
  };
  const { host, request } = useLaneSurface(viewer, paint);
  useEffect(() => {
    redraw.current = request;
    return day.subscribe(request);
  }, [day, redraw, request]);
  useEffect(request, [request, scene, props.events, props.beatsIn]);
  useWheel(host, day);

  return (
    <div
      ref={host}
      className="ecg-lanes"
      tabIndex={0}
      role="img"
      aria-label={t('day.strips')}
      {...dragProps(day, host)}
      onDoubleClick={(event) => onOpen(momentAt(event.clientX, host.current, day))}
    />
  );
}

function want(store: TileStore, head: EcgGroupHead, view: DayView, size: LaneSize): void {
  const from = view.startS * head.sampleRateHz;
  const to = from + view.spanS * head.sampleRateHz;
  const width = store.widthFor((to - from) / size.width);
  store.want(tilesAround(store, width, { from, to }, head.sampleCount));
}

/** The moment under a place on the page. */
export function momentAt(clientX: number, element: HTMLElement | null, day: DayStore): number {
  const { view } = day.getState();
  const box = element?.getBoundingClientRect();
  if (!box || box.width === 0) return view.startS;
  const share = Math.min(1, Math.max(0, (clientX - box.left) / box.width));
  return view.startS + share * view.spanS;
}

type Host = { readonly current: HTMLElement | null };

/** Wheel zooms about the mouse, with Shift or sideways it scrolls. React's own wheel events cannot be prevented. */
function useWheel(host: Host, day: DayStore): void {
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { view, totalS, setView } = day.getState();
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
        setView(scrollBy(view, (sideways / element.clientWidth) * view.spanS, totalS));
        return;
      }
      const factor =
        ZOOM_FACTOR ** (Math.sign(event.deltaY) * Math.min(1, Math.abs(event.deltaY) / 100));
      setView(zoomAt(view, view.spanS * factor, momentAt(event.clientX, element, day), totalS));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [host, day]);
}

function dragProps(day: DayStore, host: Host) {
  let start: { readonly x: number; readonly view: DayView } | null = null;
  let isMoved = false;
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button > 1) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      start = { x: event.clientX, view: day.getState().view };
      isMoved = false;
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!start || !host.current) return;
      const byPx = event.clientX - start.x;
      if (!isMoved && Math.abs(byPx) < CLICK_PX) return;
      isMoved = true;
      const { totalS, setView } = day.getState();
      setView(scrollBy(start.view, (-byPx / host.current.clientWidth) * start.view.spanS, totalS));
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      if (start && !isMoved)
        day.getState().set({ cursorS: momentAt(event.clientX, host.current, day) });
      start = null;
    },
    onPointerCancel: () => {
      start = null;
    },
  };
}
