import { useEffect, useMemo, useRef, type ReactElement, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { EcgGroupHead } from '../../../../shared/domain/ecg/manifest';
import type { LanePicture, LaneSize, LaneViewer } from '../../../ports/ecgLanes';
import { useStore } from 'zustand';
import { useFrameSize } from '../sheet/useFrameSize';
import { momentText } from './clock';
import type { DayStore } from './dayStore';
import { axisStepS } from './dayView';
import { cursorMark, eventMarks } from './eventMarks';
import { AXIS_PX, createScene, isUnfinished, type Band, type SceneGround } from './laneScene';
import { tilesAround, type TileStore } from './tileStore';
import { useLaneSurface } from './useLaneSurface';

type Props = {
  readonly day: DayStore;
  readonly viewer: LaneViewer;
  /** Holds the one channel of the page. */
  readonly store: TileStore;
  readonly head: EcgGroupHead;
  readonly channel: number;
  readonly startOfDayS: number | null;
  readonly events: readonly { readonly fromS: number; readonly toS: number }[];
  readonly redraw: { current: () => void };
  readonly onOpen: (atS: number) => void;
};

const ROW_PX = 22;
/** Lines stand close on a full-disclosure page: large complexes run into the next. */
const ROW_MILLIVOLTS = 2;

/** One lead line by line, like a page of text: every beat of the hour is on it. */
export function DayDisclosure(props: Props): ReactElement {
  const { day, viewer, store, head, channel, startOfDayS, redraw, onOpen } = props;
  const { t } = useTranslation('ecg');
  const ground: SceneGround = useMemo(
    () => ({
      head,
      store,
      channels: [{ at: 0, index: channel }],
      startOfDayS,
      shiftedText: '',
    }),
    [head, store, channel, startOfDayS],
  );
  const scene = useMemo(() => createScene(ground), [ground]);
  const latest = useRef(props.events);
  latest.current = props.events;

  const paint = (size: LaneSize): LanePicture => {
    const { rowS, pageStartS, gain, cursorS, isCoarse, totalS, set } = day.getState();
    const bands = rowBands(ground, { firstS: pageStartS, rowS, totalS }, size);
    const pageS = pageSeconds(size.height / size.pixelsPerCssPixel, rowS);
    if (pageS !== day.getState().pageS) queueMicrotask(() => set({ pageS }));
    const rate = head.sampleRateHz;
    const from = (bands[0]?.view.startS ?? 0) * rate;
    const to = ((bands.at(-1)?.view.startS ?? 0) + rowS) * rate;
    const width = store.widthFor((rowS * rate) / size.width);
    store.want(tilesAround(store, width, { from, to }, head.sampleCount));
    const lanes = scene.lanes(bands, gain, size);
    const unfinished = lanes.some(isUnfinished);
    if (unfinished !== isCoarse) queueMicrotask(() => set({ isCoarse: unfinished }));
    return {
      lanes,
      times: secondsOf(rowS, size),
      marks: bands.flatMap(({ view: row, topPx, heightPx }) =>
        [...eventMarks(latest.current, row, size), ...cursorMark(cursorS, row, size)].map(
          (mark) => ({ ...mark, topPx, bottomPx: topPx + heightPx }),
        ),
      ),
      beats: [],
      notes: [],
    };
  };
  const { host, request } = useLaneSurface(viewer, paint);
  useEffect(() => {
    redraw.current = request;
    return day.subscribe(request);
  }, [day, redraw, request]);
  useEffect(request, [request, scene, props.events]);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { pageStartS, rowS, setPage } = day.getState();
      const rows = Math.sign(event.deltaY) * Math.max(1, Math.round(Math.abs(event.deltaY) / 40));
      setPage(pageStartS + rows * rowS);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [host, day]);

  const momentAt = (event: { readonly clientX: number; readonly clientY: number }): number => {
    const box = host.current?.getBoundingClientRect();
    const { pageStartS, rowS, totalS } = day.getState();
    if (!box || box.width === 0) return pageStartS;
    const row = Math.max(
      0,
      Math.floor((event.clientY - box.top - AXIS_PX) / rowHeight(box.height)),
    );
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    return Math.min(totalS, (firstRow(pageStartS, rowS) + row + share) * rowS);
  };
  return (
    <div className="ecg-disclosure">
      <RowTimes day={day} host={host} startOfDayS={startOfDayS} />
      <div
        ref={host}
        className="ecg-lanes"
        tabIndex={0}
        role="img"
        aria-label={t('day.disclosure')}
        onClick={(event) => day.getState().set({ cursorS: momentAt(event) })}
        onDoubleClick={(event) => onOpen(momentAt(event))}
      />
    </div>
  );
}

type RowTimesProps = {
  readonly day: DayStore;
  readonly host: RefObject<HTMLElement | null>;
  readonly startOfDayS: number | null;
};

/** Clock times of the lines, beside the page. */
function RowTimes({ day, host, startOfDayS }: RowTimesProps): ReactElement {
  const rowS = useStore(day, (state) => state.rowS);
  const first = useStore(day, (state) => firstRow(state.pageStartS, state.rowS));
  const totalS = useStore(day, (state) => state.totalS);
  const { height } = useFrameSize(host);
  const rows = rowCount(height);
  return (
    <div className="ecg-row-times">
      {Array.from({ length: rows }, (_, row) => (first + row) * rowS)
        .filter((atS) => atS < totalS)
        .map((atS, row) => (
          <span key={atS} style={{ top: AXIS_PX + (row + 0.5) * rowHeight(height) }}>
            {momentText(atS, startOfDayS)}
          </span>
        ))}
    </div>
  );
}

const firstRow = (startS: number, rowS: number): number => Math.floor(startS / rowS + 1e-9);

const rowCount = (cssHeight: number): number =>
  Math.max(1, Math.floor((cssHeight - AXIS_PX) / ROW_PX));
const rowHeight = (cssHeight: number): number => (cssHeight - AXIS_PX) / rowCount(cssHeight);

/** Seconds of recording a page of a height holds. */
const pageSeconds = (cssHeight: number, rowS: number): number => rowCount(cssHeight) * rowS;

function rowBands(
  { channels }: SceneGround,
  {
    firstS,
    rowS,
    totalS,
  }: { readonly firstS: number; readonly rowS: number; readonly totalS: number },
  size: LaneSize,
): Band[] {
  const [channel] = channels;
  if (!channel) return [];
  const ratio = size.pixelsPerCssPixel;
  const cssHeight = size.height / ratio;
  const heightPx = rowHeight(cssHeight) * ratio;
  const first = firstRow(firstS, rowS);
  return Array.from({ length: rowCount(cssHeight) }, (_, row) => ({
    channel,
    view: { startS: (first + row) * rowS, spanS: rowS },
    topPx: AXIS_PX * ratio + row * heightPx,
    heightPx,
    millivolts: ROW_MILLIVOLTS,
    label: '',
  })).filter(({ view }) => view.startS < totalS);
}

/** Seconds within a line along the upper edge. */
function secondsOf(rowS: number, { width, pixelsPerCssPixel }: LaneSize): LanePicture['times'] {
  const step = axisStepS(rowS, width / pixelsPerCssPixel, 60);
  return Array.from({ length: Math.ceil(rowS / step) }, (_, at) => ({
    atPx: ((at * step) / rowS) * width,
    text: at === 0 ? null : `${at * step} s`,
  }));
}
