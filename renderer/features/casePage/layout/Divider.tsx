import type { KeyboardEvent, PointerEvent, ReactElement } from 'react';

type Props = {
  readonly label: string;
  readonly width: number;
  /** 1 when the sized panel lies left of the divider, -1 when right. */
  readonly direction: 1 | -1;
  readonly onResize: (width: number) => void;
};

const KEY_STEP = 16;

/** A border that can be dragged, or moved with the arrow keys (WAI-ARIA window splitter). */
export function Divider({ label, width, direction, onResize }: Props): ReactElement {
  const onPointerDown = (start: PointerEvent<HTMLDivElement>) => {
    const handle = start.currentTarget;
    handle.setPointerCapture(start.pointerId);
    const move = (event: globalThis.PointerEvent) =>
      onResize(width + (event.clientX - start.clientX) * direction);
    const stop = () => {
      handle.removeEventListener('pointermove', move);
      handle.removeEventListener('pointerup', stop);
      handle.removeEventListener('pointercancel', stop);
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', stop);
    handle.addEventListener('pointercancel', stop);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? KEY_STEP : event.key === 'ArrowLeft' ? -KEY_STEP : 0;
    if (step === 0) return;
    event.preventDefault();
    onResize(width + step * direction);
  };
  return (
    <div
      className="case-divider"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
