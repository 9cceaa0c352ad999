import { useRef, type KeyboardEvent, type PointerEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { fittedCrop } from '../../../shared/domain/paper/geometry';
import type { PaperCrop } from '../../../shared/domain/paper/paper';

type Props = {
  readonly crop: PaperCrop;
  /** Where the paper seems to lie, while that is not what is kept. */
  readonly proposal: PaperCrop | null;
  readonly onChange: (crop: PaperCrop) => void;
};

/** Which sides a handle moves: -1 the first, 1 the second, 0 none. */
type Handle = { readonly x: -1 | 0 | 1; readonly y: -1 | 0 | 1 };
const HANDLES: readonly Handle[] = [
  { x: -1, y: -1 },
  { x: 0, y: -1 },
  { x: 1, y: -1 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
  { x: -1, y: 1 },
  { x: -1, y: 0 },
];
const KEY_STEP = 0.005;
const LARGE_KEY_STEP = 0.02;

/** The part of the page that is kept: handles for the hand, arrows for the keyboard (with Ctrl the far sides). */
export function CropFrame({ crop, proposal, onChange }: Props): ReactElement {
  const { t } = useTranslation('paper');
  const root = useRef<HTMLDivElement>(null);
  const held = useRef<{ handle: Handle; from: PaperCrop; x: number; y: number } | null>(null);

  const take = (event: PointerEvent<HTMLElement>, handle: Handle) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    held.current = { handle, from: crop, x: event.clientX, y: event.clientY };
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const box = root.current?.getBoundingClientRect();
    if (!held.current || !box) return;
    const { handle, from, x, y } = held.current;
    onChange(
      moved(from, handle, (event.clientX - x) / box.width, (event.clientY - y) / box.height),
    );
  };
  const release = () => {
    held.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const dx = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    const dy = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if ((dx === 0 && dy === 0) || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const step = event.shiftKey ? LARGE_KEY_STEP : KEY_STEP;
    const side = event.ctrlKey ? 1 : -1;
    const handle: Handle = { x: dx === 0 ? 0 : side, y: dy === 0 ? 0 : side };
    onChange(moved(crop, handle, dx * step, dy * step));
  };
  return (
    <div ref={root} className="paper-crop">
      {proposal && <div className="paper-crop-proposal" style={placeOf(proposal)} aria-hidden />}
      <div
        className="paper-crop-frame"
        style={placeOf(crop)}
        tabIndex={0}
        role="group"
        aria-label={t('crop.frame')}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => take(event, { x: 0, y: 0 })}
        onPointerMove={move}
        onPointerUp={release}
        onPointerCancel={release}
      >
        {HANDLES.map((handle) => (
          <span
            key={`${handle.x} ${handle.y}`}
            className="paper-crop-handle"
            data-x={handle.x}
            data-y={handle.y}
            onPointerDown={(event) => {
              event.stopPropagation();
              take(event, handle);
            }}
          />
        ))}
      </div>
    </div>
  );
}

const placeOf = ({ x, y, width, height }: PaperCrop) => ({
  left: `${x * 100}%`,
  top: `${y * 100}%`,
  width: `${width * 100}%`,
  height: `${height * 100}%`,
});

/** The handle in the middle moves the whole frame, the others their sides. */
export function moved(from: PaperCrop, handle: Handle, dx: number, dy: number): PaperCrop {
  if (handle.x === 0 && handle.y === 0) {
    const x = Math.max(0, Math.min(1 - from.width, from.x + dx));
    const y = Math.max(0, Math.min(1 - from.height, from.y + dy));
    return { ...from, x, y };
  }
  const [x, width] = side(from.x, from.width, handle.x, dx);
  const [y, height] = side(from.y, from.height, handle.y, dy);
  return fittedCrop({ x, y, width, height });
}

/** A side never passes the other one. */
const LEAST = 0.05;
function side(from: number, length: number, which: -1 | 0 | 1, by: number): [number, number] {
  if (which === 0) return [from, length];
  if (which === 1) return [from, Math.max(LEAST, Math.min(1 - from, length + by))];
  const start = Math.max(0, Math.min(from + length - LEAST, from + by));
  return [start, from + length - start];
}
