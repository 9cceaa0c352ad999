import type { EcgGroupHead } from '../../../../shared/domain/ecg/manifest';
import type { DrawnLane, LaneMark, LanePicture, LaneSize } from '../../../ports/ecgLanes';
import { channelScale, type ChannelScale } from './channelScale';
import { momentText } from './clock';
import { axisStepS, type DayView } from './dayView';
import { createColumnPool, fillLane, NOT_HERE } from './laneColumns';
import type { TileStore } from './tileStore';

/** Height of the time axis, CSS pixels. */
export const AXIS_PX = 18;
/** A lead gets room for so many millivolts unless somebody magnifies; many leads run into each other as on paper. */
const laneMillivolts = (lanes: number): number => (lanes <= 3 ? 5 : lanes <= 8 ? 3 : 2);
const TEXT_EVERY_PX = 84;
/** A time stands right of its line; one that would be cut off is left out. */
const TEXT_ROOM_PX = 60;
/** From here on a column holds more of a beat than its shape can show. */
const ENVELOPE_FROM_S = 0.25;

export type SceneGround = {
  readonly head: EcgGroupHead;
  readonly store: TileStore;
  /** Positions of the shown channels in the store, and in the manifest. */
  readonly channels: readonly { readonly at: number; readonly index: number }[];
  readonly startOfDayS: number | null;
  readonly shiftedText: string;
};

/** One horizontal band of the picture: a channel and the time it shows. */
export type Band = {
  readonly channel: { readonly at: number; readonly index: number };
  readonly view: DayView;
  readonly topPx: number;
  readonly heightPx: number;
  /** Room for so many before anybody magnifies. */
  readonly millivolts: number;
  readonly label: string;
};

/** What is seen of a recording, as pixels; keeps its arrays from frame to frame. */
export function createScene(ground: SceneGround) {
  const { head, store } = ground;
  const columnsOf = createColumnPool();
  const scales = new Map<number, { readonly hasOverview: boolean; readonly scale: ChannelScale }>();

  function scaleOf({ at, index }: SceneGround['channels'][number]): ChannelScale {
    const tile = store.find(store.widthFor(Infinity), 0);
    const known = scales.get(index);
    if (known && known.hasOverview === (tile !== null)) return known.scale;
    const channel = head.channels[index];
    if (!channel) throw new Error(`no channel ${index}`);
    const scale = channelScale(channel, tile && { tile, at });
    scales.set(index, { hasOverview: tile !== null, scale });
    return scale;
  }

  function laneOf(band: Band, lane: number, gain: number, size: LaneSize): DrawnLane {
    const { channel, view, topPx, heightPx, label } = band;
    const columns = columnsOf(lane, size.width);
    const samplesPerColumn = (view.spanS * head.sampleRateHz) / size.width;
    fillLane(
      columns,
      store,
      head,
      { at: channel.at, padding: head.channels[channel.index]?.padding ?? null },
      {
        firstSample: view.startS * head.sampleRateHz,
        samplesPerColumn,
        width: size.width,
      },
    );
    const scale = scaleOf(channel);
    const millivoltPx = (heightPx / band.millivolts) * gain;
    const pxPerUnit =
      scale.millivoltsPerUnit === null
        ? ((heightPx * 0.8) / scale.range) * gain
        : scale.millivoltsPerUnit * millivoltPx;
    return {
      columns,
      middle: scale.middle,
      pxPerUnit,
      zeroPx: topPx + heightPx / 2,
      // a large complex may run into the neighbour, an artefact not over the whole page
      topPx: Math.max(AXIS_PX * size.pixelsPerCssPixel, topPx - heightPx / 2),
      bottomPx: Math.min(size.height, topPx + heightPx * 1.5),
      isEnvelope: samplesPerColumn > ENVELOPE_FROM_S * head.sampleRateHz,
      label: scale.isShifted ? `${label} ${ground.shiftedText}` : label,
      millivoltPx: scale.millivoltsPerUnit === null ? null : millivoltPx,
    };
  }

  return {
    lanes: (bands: readonly Band[], gain: number, size: LaneSize): DrawnLane[] =>
      bands.map((band, lane) => laneOf(band, lane, gain, size)),
    times: (view: DayView, size: LaneSize): LanePicture['times'] =>
      timesOf(view, size, ground.startOfDayS),
  };
}

/** Leads below one another, all showing the same time. */
export function stripBands({ channels, head }: SceneGround, view: DayView, size: LaneSize): Band[] {
  const axis = AXIS_PX * size.pixelsPerCssPixel;
  const heightPx = (size.height - axis) / Math.max(1, channels.length);
  return channels.map((channel, lane) => ({
    channel,
    view,
    topPx: axis + lane * heightPx,
    heightPx,
    millivolts: laneMillivolts(channels.length),
    label: head.channels[channel.index]?.label ?? '',
  }));
}

/** Lines of the axis on whole clock times, with text where there is room. */
function timesOf(
  { startS, spanS }: DayView,
  { width, pixelsPerCssPixel }: LaneSize,
  startOfDayS: number | null,
): LanePicture['times'] {
  const cssWidth = width / pixelsPerCssPixel;
  const textStep = axisStepS(spanS, cssWidth, TEXT_EVERY_PX);
  const step = axisStepS(spanS, cssWidth, TEXT_EVERY_PX / 6);
  const origin = startOfDayS ?? 0;
  const first = Math.ceil((origin + startS) / step - 1e-6);
  const last = Math.floor((origin + startS + spanS) / step + 1e-6);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => {
    const clockS = (first + at) * step;
    const atS = clockS - origin;
    const atPx = ((atS - startS) / spanS) * width;
    const hasRoom = atPx + TEXT_ROOM_PX * pixelsPerCssPixel <= width;
    const isText = hasRoom && isMultiple(clockS, textStep);
    return {
      atPx,
      text: isText ? momentText(atS, startOfDayS, textStep) : null,
    };
  });
}

const isMultiple = (value: number, step: number): boolean =>
  Math.abs(value / step - Math.round(value / step)) < 1e-6;

/** Stretches of the uppermost lane where data are missing, coarse or not here yet. */
export function stateMarks(lane: DrawnLane | undefined, size: LaneSize): LaneMark[] {
  if (!lane) return [];
  const { min, max, coarse } = lane.columns;
  const marks: LaneMark[] = [];
  const axis = AXIS_PX * size.pixelsPerCssPixel;
  let from = 0;
  let kind: LaneMark['kind'] | null = null;
  const close = (to: number): void => {
    if (kind === null) return;
    const bottomPx = kind === 'coarse' ? axis + 3 * size.pixelsPerCssPixel : size.height;
    marks.push({ kind, fromPx: from, toPx: to, topPx: axis, bottomPx });
  };
  for (let column = 0; column < min.length; column++) {
    const now =
      (coarse[column] ?? 0) !== 0
        ? 'coarse'
        : (min[column] ?? 0) > (max[column] ?? 0)
          ? 'gap'
          : null;
    if (now === kind) continue;
    close(column);
    from = column;
    kind = now;
  }
  close(min.length);
  return marks;
}

/** Whether a lane shows anything that is not final. */
export const isUnfinished = ({ columns }: DrawnLane): boolean =>
  columns.coarse.includes(1) || columns.coarse.includes(NOT_HERE);
