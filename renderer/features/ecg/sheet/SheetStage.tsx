import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type PointerEvent,
  type ReactElement,
  type Ref,
  type RefObject,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { CaliperMark, EcgPicture, EcgSurface, EcgViewer } from '../../../ports/ecgViewer';

/** A point of the sheet, in millimetres of paper from its upper left corner. */
export type SheetPoint = { readonly xMm: number; readonly yMm: number };

export type SheetPointers = {
  /** @returns Whether the press was taken; one that was not scrolls. */
  readonly onDown: (point: SheetPoint) => boolean;
  readonly onMove: (point: SheetPoint) => void;
  readonly onUp: () => void;
  readonly onDouble: (point: SheetPoint) => void;
};

export type StageHandle = {
  /** The part of the sheet in the window, millimetres. */
  readonly window: () => { leftMm: number; topMm: number; widthMm: number; heightMm: number };
  /** Brings a point into the window if it is not there. */
  readonly reveal: (point: SheetPoint) => void;
  /** Keeps the middle of the window where it is at the next zoom; else the upper left corner stays. */
  readonly holdMiddle: () => void;
};

type Props = {
  readonly viewer: EcgViewer;
  readonly picture: EcgPicture;
  readonly marks: readonly CaliperMark[];
  readonly pxPerMm: number;
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly label: string;
  readonly pointers?: SheetPointers;
  readonly onZoom?: (direction: 1 | -1) => void;
  readonly handle?: Ref<StageHandle>;
};

/** A window onto the sheet: the page scrolls, the canvases stay and show the part that is under them. */
export function SheetStage(props: Props): ReactElement {
  const { viewer, picture, marks, pxPerMm, frame, label, pointers, onZoom, handle } = props;
  const { t } = useTranslation('ecg');
  const paper = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const surface = useRef<EcgSurface | null>(null);
  const { sheet } = picture;

  const draw = useCallback(() => {
    const element = frame.current;
    if (!element) return;
    const { scrollLeft: leftPx, scrollTop: topPx } = element;
    surface.current?.draw(picture, { pxPerMm, leftPx, topPx });
  }, [frame, picture, pxPerMm]);

  // before the first drawing below, and undone after the last
  useLayoutEffect(() => {
    if (!paper.current || !overlay.current) return;
    const mounted = viewer.mount({ paper: paper.current, overlay: overlay.current });
    surface.current = mounted;
    return () => {
      surface.current = null;
      mounted.dispose();
    };
  }, [viewer]);
  const anchor = useAnchor(frame, pxPerMm);
  useLayoutEffect(draw, [viewer, draw]);
  useLayoutEffect(() => surface.current?.mark(marks), [viewer, marks, picture, pxPerMm]);
  useImperativeHandle(handle, () => stageHandle(frame, pxPerMm, anchor), [frame, pxPerMm, anchor]);

  // React listens to wheels passively; a zoom has to keep the page from zooming too
  const zoom = useRef(onZoom);
  zoom.current = onZoom;
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const onWheel = (event: WheelEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || !zoom.current) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      anchor.current = { x: event.clientX - box.left, y: event.clientY - box.top };
      zoom.current(event.deltaY < 0 ? 1 : -1);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [frame, anchor]);

  return (
    <div
      ref={frame}
      className="ecg-frame"
      tabIndex={0}
      role="group"
      aria-label={t('sheetFrame')}
      data-px-per-mm={pxPerMm}
      onScroll={draw}
    >
      <div
        className="ecg-space"
        style={{ width: sheet.widthMm * pxPerMm, height: sheet.heightMm * pxPerMm }}
      >
        <div className="ecg-glass">
          <canvas ref={paper} role="img" aria-label={label} className="ecg-paper" />
          <canvas
            ref={overlay}
            className="ecg-overlay"
            {...(pointers && pointerProps(pointers, frame, pxPerMm))}
          />
        </div>
      </div>
    </div>
  );
}

type Frame = RefObject<HTMLDivElement | null>;

type Anchor = { current: { readonly x: number; readonly y: number } | null };

function stageHandle(frame: Frame, pxPerMm: number, anchor: Anchor): StageHandle {
  return {
    holdMiddle: () => {
      const { clientWidth = 0, clientHeight = 0 } = frame.current ?? {};
      anchor.current = { x: clientWidth / 2, y: clientHeight / 2 };
    },
    window: () => {
      const {
        scrollLeft = 0,
        scrollTop = 0,
        clientWidth = 0,
        clientHeight = 0,
      } = frame.current ?? {};
      return {
        leftMm: scrollLeft / pxPerMm,
        topMm: scrollTop / pxPerMm,
        widthMm: clientWidth / pxPerMm,
        heightMm: clientHeight / pxPerMm,
      };
    },
    reveal: ({ xMm, yMm }) => {
      const element = frame.current;
      if (!element) return;
      const [x, y] = [xMm * pxPerMm, yMm * pxPerMm];
      const { scrollLeft, scrollTop, clientWidth, clientHeight } = element;
      if (x < scrollLeft || x > scrollLeft + clientWidth) element.scrollLeft = x - clientWidth / 2;
      if (y < scrollTop || y > scrollTop + clientHeight) element.scrollTop = y - clientHeight / 2;
    },
  };
}

/** Keeps a point of the window where it is when the zoom changes. */
function useAnchor(frame: Frame, pxPerMm: number): Anchor {
  const anchor: Anchor = useRef(null);
  const before = useRef(pxPerMm);
  useLayoutEffect(() => {
    const element = frame.current;
    const factor = pxPerMm / before.current;
    before.current = pxPerMm;
    if (!element || factor === 1) return;
    const { x, y } = anchor.current ?? { x: 0, y: 0 };
    anchor.current = null;
    element.scrollLeft = (element.scrollLeft + x) * factor - x;
    element.scrollTop = (element.scrollTop + y) * factor - y;
  }, [frame, pxPerMm]);
  return anchor;
}

function pointerProps(pointers: SheetPointers, frame: Frame, pxPerMm: number) {
  const pointOf = (event: PointerEvent | MouseEvent): SheetPoint => {
    const native = 'nativeEvent' in event ? event.nativeEvent : event;
    const { scrollLeft = 0, scrollTop = 0 } = frame.current ?? {};
    return {
      xMm: (native.offsetX + scrollLeft) / pxPerMm,
      yMm: (native.offsetY + scrollTop) / pxPerMm,
    };
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button === 0 && pointers.onDown(pointOf(event)))
        event.currentTarget.setPointerCapture(event.pointerId);
      else if (event.button === 1) startPan(event, frame);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if ((event.buttons & 4) !== 0) pan(event, frame);
      else pointers.onMove(pointOf(event));
    },
    onPointerUp: () => pointers.onUp(),
    onPointerCancel: () => pointers.onUp(),
    onDoubleClick: (event: { readonly nativeEvent: MouseEvent }) =>
      pointers.onDouble(pointOf(event.nativeEvent)),
  };
}

/** The middle button drags the paper. */
function startPan(event: PointerEvent<HTMLElement>, frame: Frame): void {
  event.preventDefault();
  event.currentTarget.setPointerCapture(event.pointerId);
  frame.current?.focus({ preventScroll: true });
}

function pan(event: PointerEvent<HTMLElement>, frame: Frame): void {
  if (!frame.current) return;
  frame.current.scrollLeft -= event.movementX;
  frame.current.scrollTop -= event.movementY;
}
