import { useEffect, useRef, useState, type PointerEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilmCrop, FilmPoint } from '../../../shared/domain/film/film';
import { fittedCrop, laidOf, selectedImage, type FilmDraft } from './filmDraft';
import { layFilm } from './layFilm';

export type FilmTool = 'select' | 'crop' | 'scale';

type Props = {
  readonly scan: ImageBitmap;
  readonly draft: FilmDraft;
  readonly tool: FilmTool;
  /** CSS pixels per pixel of the scan. */
  readonly zoom: number;
  readonly onSelect: (id: number) => void;
  readonly onCrop: (crop: FilmCrop) => void;
  readonly onMove: (id: number, crop: FilmCrop) => void;
  readonly onScale: (a: FilmPoint, b: FilmPoint) => void;
};

type Span = { readonly from: FilmPoint; readonly to: FilmPoint };
type MoveDrag = Span & {
  readonly kind: 'move';
  readonly id: number;
  readonly crop: FilmCrop;
  readonly edge: Edge;
};
type Drag = (Span & { readonly kind: 'crop' }) | (Span & { readonly kind: 'scale' }) | MoveDrag;
/** Which sides follow the pointer; none moves the whole. */
type Edge = { readonly x: -1 | 0 | 1; readonly y: -1 | 0 | 1 };

const CORNERS: readonly Edge[] = [
  { x: -1, y: -1 },
  { x: 1, y: -1 },
  { x: 1, y: 1 },
  { x: -1, y: 1 },
];

/** The film as laid, with the single images and the scale on it. */
export function FilmCanvas(props: Props): ReactElement {
  const { scan, draft, tool, zoom } = props;
  const { t } = useTranslation('film');
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const svgRef = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const laid = laidOf(draft);
  const chosen = selectedImage(draft);
  const window = chosen?.window ?? { low: 0, high: 1 };
  const { orientation, inverted } = draft;
  useEffect(() => {
    if (canvasRef.current)
      layFilm(canvasRef.current, scan, laid, { orientation, inverted, window });
    // numbers, not objects: every drag makes a new draft of the same look
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [scan, orientation.quarterTurns, orientation.mirrored, inverted, window.low, window.high]);

  const placeOf = (event: PointerEvent): FilmPoint => {
    const box = svgRef.current?.getBoundingClientRect();
    return {
      x: (event.clientX - (box?.left ?? 0)) / zoom,
      y: (event.clientY - (box?.top ?? 0)) / zoom,
    };
  };
  const start = (event: PointerEvent, begin: (at: FilmPoint) => Drag) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    svgRef.current?.setPointerCapture(event.pointerId);
    setDrag(begin(placeOf(event)));
  };
  const end = () => {
    if (!drag) return;
    setDrag(null);
    if (drag.kind === 'scale') props.onScale(drag.from, drag.to);
    else if (drag.kind === 'crop') props.onCrop(rectOf(drag.from, drag.to));
    else props.onMove(drag.id, fittedCrop(draft, draggedCrop(drag)) ?? drag.crop);
  };
  const line = 1.5 / zoom;
  return (
    <div className="film-sheet" style={{ width: laid.width * zoom, height: laid.height * zoom }}>
      <canvas ref={canvasRef} role="img" aria-label={t('canvas.label')} />
      <svg
        ref={svgRef}
        viewBox={`0 0 ${String(laid.width)} ${String(laid.height)}`}
        data-tool={tool}
        onPointerDown={(event) =>
          tool !== 'select' && start(event, (at) => ({ kind: tool, from: at, to: at }))
        }
        onPointerMove={(event) => drag && setDrag({ ...drag, to: placeOf(event) })}
        onPointerUp={end}
        onPointerCancel={() => setDrag(null)}
      >
        {draft.images.map(({ id, crop }, index) => {
          const shown = drag?.kind === 'move' && drag.id === id ? draggedCrop(drag) : crop;
          return (
            <g key={id} className="film-crop" data-selected={id === draft.selected}>
              <rect
                {...shown}
                strokeWidth={line}
                onPointerDown={(event) => {
                  if (tool !== 'select') return;
                  props.onSelect(id);
                  start(event, (at) => ({
                    kind: 'move',
                    id,
                    from: at,
                    to: at,
                    crop,
                    edge: { x: 0, y: 0 },
                  }));
                }}
              />
              <text x={shown.x + 6 / zoom} y={shown.y + 18 / zoom} fontSize={14 / zoom}>
                {index + 1}
              </text>
              {id === draft.selected &&
                tool === 'select' &&
                CORNERS.map((edge) => (
                  <rect
                    key={`${String(edge.x)} ${String(edge.y)}`}
                    className="film-corner"
                    x={(edge.x < 0 ? shown.x : shown.x + shown.width) - 5 / zoom}
                    y={(edge.y < 0 ? shown.y : shown.y + shown.height) - 5 / zoom}
                    width={10 / zoom}
                    height={10 / zoom}
                    onPointerDown={(event) =>
                      start(event, (at) => ({ kind: 'move', id, from: at, to: at, crop, edge }))
                    }
                  />
                ))}
            </g>
          );
        })}
        {drag?.kind === 'crop' && (
          <rect className="film-draft" {...rectOf(drag.from, drag.to)} strokeWidth={line} />
        )}
        {drag?.kind === 'scale' ? (
          <Ruler a={drag.from} b={drag.to} zoom={zoom} width={laid.width} label="" />
        ) : (
          chosen?.scale && (
            <Ruler
              {...chosen.scale}
              zoom={zoom}
              width={laid.width}
              label={t('scale.length', { mm: chosen.scale.lengthMm })}
            />
          )
        )}
      </svg>
    </div>
  );
}

function Ruler(props: {
  readonly a: FilmPoint;
  readonly b: FilmPoint;
  readonly zoom: number;
  readonly label: string;
  /** Of the film. */
  readonly width: number;
}): ReactElement {
  const { a, b, zoom, label, width } = props;
  const isFarRight = (a.x + b.x) / 2 > width - 80 / zoom;
  return (
    <g className="film-ruler">
      <line x1={a.x} y1={a.y} x2={b.x} y2={b.y} strokeWidth={2 / zoom} />
      {[a, b].map(({ x, y }, index) => (
        <circle key={index} cx={x} cy={y} r={4 / zoom} strokeWidth={1.5 / zoom} />
      ))}
      <text
        x={(a.x + b.x) / 2 + (isFarRight ? -8 : 8) / zoom}
        y={(a.y + b.y) / 2}
        fontSize={14 / zoom}
        textAnchor={isFarRight ? 'end' : 'start'}
      >
        {label}
      </text>
    </g>
  );
}

const rectOf = (a: FilmPoint, b: FilmPoint): FilmCrop => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
});

function draggedCrop(drag: MoveDrag): FilmCrop {
  const { crop, edge, from, to } = drag;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (edge.x === 0 && edge.y === 0) return { ...crop, x: crop.x + dx, y: crop.y + dy };
  const left = edge.x < 0 ? crop.x + dx : crop.x;
  const top = edge.y < 0 ? crop.y + dy : crop.y;
  const right = crop.x + crop.width + (edge.x > 0 ? dx : 0);
  const bottom = crop.y + crop.height + (edge.y > 0 ? dy : 0);
  return rectOf({ x: left, y: top }, { x: right, y: bottom });
}
