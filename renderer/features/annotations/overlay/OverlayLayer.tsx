import { useEffect, useRef, useState, type ReactElement, type RefObject } from 'react';
import { imagePlaneOf } from '../../../../shared/domain/imaging/imagePlane';
import { toScreenOf, type ToScreen } from '../../../../shared/domain/imaging/screenPlace';
import type { DisplaySet } from '../../../../shared/domain/imaging/displaySet';
import type { Shutter } from '../../../../shared/domain/imaging/annotations/readShutters';
import type { PixelPoint } from '../../../../shared/domain/imaging/vector';
import type { ViewportState } from '../../../ports/imageViewer';
import { dashOf } from './lineStyle';
import type { OverlayFigure, OverlayItem } from './overlayItem';
import { curveThrough, placeWords, roundLine } from './screen';

export type OverlaySource = {
  /** As in `OverlayItem.source`. */
  readonly key: string;
  /** Stands before the words of each drawing. */
  readonly name: string;
  /** Which line it is drawn with. */
  readonly style: number;
};

type Props = {
  readonly items: readonly OverlayItem[];
  readonly sources: ReadonlyMap<string, OverlaySource>;
  readonly shutters: readonly (Shutter & { readonly sopInstanceUid: string })[];
  readonly view: ViewportState;
  readonly set: DisplaySet;
};

/** What others drew on the picture on screen, each with his line and name; nothing here can be taken hold of. */
export function OverlayLayer({ items, sources, shutters, view, set }: Props): ReactElement {
  const [root, size] = useSize();
  const ref = set.frames[view.index];
  const isHere = ({ sopInstanceUid, frames = [] }: Place): boolean =>
    sopInstanceUid === ref?.sopInstanceUid && (frames.length === 0 || frames.includes(ref.frame));
  const here = items.filter(isHere);
  const dark = shutters.filter(isHere);
  if (ref === undefined || here.length + dark.length === 0)
    return <div ref={root} className="hz-others" />;
  const toScreen = toScreenOf(view, imagePlaneOf(ref.instance, ref.frame));
  return (
    <div ref={root} className="hz-others" data-testid="others-drawings">
      <div className="hz-others-middle">
        <svg className="hz-others-lines" aria-hidden="true">
          {dark.map((shutter, at) => (
            <path key={at} className="hz-others-shutter" d={shutterPath(shutter, toScreen)} />
          ))}
          {here.map((item) => (
            <Lines
              key={`${item.source} ${item.id}`}
              item={item}
              source={sources.get(item.source)}
              toScreen={toScreen}
            />
          ))}
        </svg>
        {here.map((item) => (
          <Words
            key={`${item.source} ${item.id}`}
            item={item}
            name={sources.get(item.source)?.name ?? ''}
            lines={item.text?.lines(ref.instance) ?? []}
            toScreen={toScreen}
            size={size}
          />
        ))}
      </div>
    </div>
  );
}

type Place = { readonly sopInstanceUid: string; readonly frames?: readonly number[] };
type Size = { readonly width: number; readonly height: number };

/** Size of the picture area, which words must not leave. */
function useSize(): readonly [RefObject<HTMLDivElement | null>, Size] {
  const root = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const element = root.current;
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() =>
      setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [root, size];
}

type WordsProps = {
  readonly item: OverlayItem;
  readonly name: string;
  readonly lines: readonly string[];
  readonly toScreen: ToScreen;
  readonly size: Size;
};

function Words({ item, name, lines, toScreen, size }: WordsProps): ReactElement | null {
  if (item.text === null) return null;
  const figure = item.figures.flatMap(({ points }) => points.map(toScreen));
  const [left, top] = placeWords(toScreen(item.text.at), figure, [name, ...lines], size);
  return (
    <p
      className="hz-others-text"
      style={{ transform: `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)` }}
    >
      <b>{name}</b>
      {lines.map((line, at) => (
        <span key={at}>{line}</span>
      ))}
    </p>
  );
}

type LinesProps = {
  readonly item: OverlayItem;
  readonly source: OverlaySource | undefined;
  readonly toScreen: ToScreen;
};

function Lines({ item, source, toScreen }: LinesProps): ReactElement {
  const style = { strokeDasharray: dashOf(source?.style ?? 0) };
  const anchor = item.anchor && item.text ? [item.text.at, item.anchor].map(toScreen) : null;
  return (
    <g>
      {item.figures.map((figure, at) => {
        const d = figurePath(figure, toScreen);
        return (
          <g key={at}>
            <path className="hz-others-edge" d={d} />
            <path
              className={figure.filled ? 'hz-others-line hz-others-filled' : 'hz-others-line'}
              d={d}
              style={style}
            />
            {figure.arrow && <path className="hz-others-line" d={headPath(figure, toScreen)} />}
          </g>
        );
      })}
      {anchor && <path className="hz-others-line hz-others-anchor" d={lineOf(anchor)} />}
    </g>
  );
}

const lineOf = (points: readonly PixelPoint[]): string =>
  points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

const CROSS_PX = 6;

function figurePath({ type, points }: OverlayFigure, toScreen: ToScreen): string {
  if (type === 'POINT' || type === 'MULTIPOINT')
    return points.map((point) => crossAt(toScreen(point))).join('');
  const line = type === 'INTERPOLATED' ? curveThrough(points) : roundLine(type, points);
  return lineOf(line.map(toScreen));
}

/** Open in the middle, so that the pixel it stands for is seen. */
const crossAt = ([x, y]: PixelPoint): string => {
  const part = (dx: number, dy: number): string =>
    lineOf([
      [x + dx * CROSS_PX, y + dy * CROSS_PX],
      [x + dx * 2, y + dy * 2],
    ]);
  return [part(1, 0), part(-1, 0), part(0, 1), part(0, -1)].join('');
};

const HEAD_PX = 11;

function headPath({ points }: OverlayFigure, toScreen: ToScreen): string {
  const [tip = [0, 0], tail = [0, 0]] = points.map(toScreen);
  const back = Math.atan2(tail[1] - tip[1], tail[0] - tip[0]);
  const barb = (turn: number): PixelPoint => [
    tip[0] + HEAD_PX * Math.cos(back + turn),
    tip[1] + HEAD_PX * Math.sin(back + turn),
  ];
  return lineOf([barb(0.45), tip, barb(-0.45)]);
}

/** Everything but what the shutter lets through. */
function shutterPath(shutter: Shutter, toScreen: ToScreen): string {
  const far = 20_000;
  const inside =
    shutter.shape === 'polygon'
      ? shutter.points
      : roundLine('CIRCLE', [
          shutter.centre,
          [shutter.centre[0] + shutter.radius, shutter.centre[1]],
        ]);
  return `M${-far} ${-far}H${far}V${far}H${-far}Z${lineOf(inside.map(toScreen))}Z`;
}
