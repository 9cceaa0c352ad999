import type { Spacing } from '../../../../shared/domain/imaging/calibration';
import type { Measurement, MeasurementKind } from '../../../../shared/domain/imaging/measurement';
import type { PixelPoint } from '../../../../shared/domain/imaging/vector';
import type { LabelRequest } from '../../../ports/imageViewer';
import type { Gesture } from '../pointer/pointerDesk';
import type { ScreenMap } from './affine';
import { isComplete, moveDraft, placeDraft, shapeOf, startDraft, type Draft } from './draft';
import { hitAt, type Hit, type Placed } from './hit';
import { moved, reshaped } from './reshape';
import type { FrameKey, MeasurementShelf } from './shelf';

export type DrawingPorts = {
  readonly shelf: MeasurementShelf;
  readonly map: () => ScreenMap | null;
  /** The frame on screen. */
  readonly frame: () => FrameKey | null;
  readonly spacing: () => Spacing;
  readonly placed: () => readonly Placed[];
  readonly redraw: () => void;
  /** Something was drawn, changed or deleted, and the hand let go. */
  readonly onCommit: () => void;
  readonly onLabelWanted: (request: LabelRequest) => void;
};

type Held = {
  readonly original: Measurement;
  readonly hit: Hit;
  readonly textFrom: PixelPoint | null;
};

/** A press that moves less is a click: the next place is given by the next click. */
const CLICK_PX = 4;
/** A drawing smaller than this on screen is a click that slipped. */
const MIN_PX = 4;
/** Corners of an outline lie at least this far apart on screen. */
const CORNER_PX = 3;
const WORDED: ReadonlySet<MeasurementKind> = new Set(['arrow', 'text']);

/** Drawing and changing measurements on one picture area. */
export class DrawingDesk {
  readonly #ports: DrawingPorts;
  #draft: Draft | null = null;
  #hovered: string | null = null;
  /** A text without words yet; it is no measurement before it has some. */
  #wordless: Measurement | null = null;

  constructor(ports: DrawingPorts) {
    this.#ports = ports;
  }

  get hovered(): string | null {
    return this.#hovered;
  }

  sketch(): { kind: MeasurementKind; points: readonly PixelPoint[] } | null {
    return this.#draft && shapeOf(this.#draft, this.#ports.spacing());
  }

  hitAt(at: PixelPoint): Hit | null {
    return hitAt(this.#ports.placed(), at);
  }

  /** @returns Whether a drawing was under way. */
  cancel(): boolean {
    const had = this.#draft !== null;
    this.#draft = null;
    if (had) this.#ports.redraw();
    return had;
  }

  hover(at: PixelPoint | null): void {
    const pixel = at && this.#pixel(at);
    if (this.#draft && pixel) {
      if (this.#draft.kind !== 'freehandRoi') this.#draft = moveDraft(this.#draft, pixel);
      this.#ports.redraw();
      return;
    }
    const id = at ? (this.hitAt(at)?.id ?? null) : null;
    if (id === this.#hovered) return;
    this.#hovered = id;
    this.#ports.redraw();
  }

  /** Begins a drawing, or gives its next place. */
  draw(kind: MeasurementKind, start: PixelPoint): Gesture | null {
    const pixel = this.#pixel(start);
    if (!pixel || !this.#ports.frame()) return null;
    this.#ports.shelf.select(null);
    const before = this.#draft?.kind === kind ? this.#draft : null;
    this.#draft = before ? placeDraft(before, pixel) : startDraft(kind, pixel);
    this.#ports.redraw();
    if (this.#finishIfComplete()) return null;
    return kind === 'freehandRoi' ? this.#outlining(start) : this.#placing(start);
  }

  /** Takes hold of a drawing. */
  edit(hit: Hit, start: PixelPoint): Gesture {
    const { shelf } = this.#ports;
    shelf.select(hit.id);
    const original = shelf.find(hit.id);
    const textFrom = original && this.#textCorner(original);
    let changed: Measurement | null = null;
    const change = (at: PixelPoint) => {
      const next = original && this.#changed({ original, hit, textFrom }, start, at);
      if (!next) return;
      changed = next;
      shelf.put(next);
    };
    return {
      move: change,
      end: () => {
        if (changed) this.#ports.onCommit();
      },
      cancel: () => {
        if (changed && original) shelf.put(original);
      },
    };
  }

  /** Nothing is held any more. */
  letGo(): void {
    this.#ports.shelf.select(null);
  }

  askForWords(id: string, at: PixelPoint): void {
    const label = this.#ports.shelf.find(id)?.label ?? '';
    this.#ports.onLabelWanted({ id, label, at, isNew: false });
  }

  /** Answers `onLabelWanted`. No words take the label away, and a text with it. */
  setLabel(id: string, words: string): void {
    const { shelf, onCommit } = this.#ports;
    const measurement = this.#wordless?.id === id ? this.#wordless : shelf.find(id);
    this.#wordless = null;
    if (!measurement) return;
    const label = words.trim();
    const { label: _old, ...rest } = measurement;
    if (label !== '') shelf.put({ ...rest, label });
    else if (measurement.kind === 'text') shelf.remove(id);
    else shelf.put(rest);
    onCommit();
  }

  #placing(start: PixelPoint): Gesture {
    return {
      move: (at) => this.hover(at),
      end: (at) => {
        const pixel = this.#pixel(at);
        if (!this.#draft || !pixel || distance(start, at) < CLICK_PX) return;
        this.#draft = placeDraft(this.#draft, pixel);
        this.#finishIfComplete();
      },
      cancel: () => void this.cancel(),
    };
  }

  #outlining(start: PixelPoint): Gesture {
    let last = start;
    const follow = (at: PixelPoint) => {
      const pixel = this.#pixel(at);
      if (!this.#draft || !pixel || distance(last, at) < CORNER_PX) return;
      last = at;
      this.#draft = placeDraft(this.#draft, pixel);
      this.#ports.redraw();
    };
    return {
      move: follow,
      end: (at) => {
        follow(at);
        this.#finish();
      },
      cancel: () => void this.cancel(),
    };
  }

  #finishIfComplete(): boolean {
    if (!this.#draft || !isComplete(this.#draft)) return false;
    this.#finish();
    return true;
  }

  #finish(): void {
    const draft = this.#draft;
    this.#draft = null;
    const frame = this.#ports.frame();
    if (!draft || !frame || this.#isTooSmall(draft)) {
      this.#ports.redraw();
      return;
    }
    const { kind, points } = shapeOf(draft, this.#ports.spacing());
    const measurement: Measurement = {
      id: newId(),
      kind,
      sopInstanceUid: frame.sopInstanceUid,
      frameNumber: frame.frame,
      points: thinned(points).map(([x, y]) => [x, y]),
    };
    const words = WORDED.has(kind) ? points.at(-1) : undefined;
    if (kind === 'text') this.#wordless = measurement;
    else this.#keep(measurement);
    this.#ports.redraw();
    const at = words && this.#ports.map()?.toScreen(words);
    if (at) this.#ports.onLabelWanted({ id: measurement.id, label: '', at, isNew: true });
  }

  #keep(measurement: Measurement): void {
    this.#ports.shelf.put(measurement);
    this.#ports.shelf.select(measurement.id);
    this.#ports.onCommit();
  }

  #isTooSmall(draft: Draft): boolean {
    const map = this.#ports.map();
    if (draft.kind === 'probe' || draft.kind === 'text' || !map) return false;
    const { points } = shapeOf(draft, this.#ports.spacing());
    if (draft.kind === 'freehandRoi' && points.length < 3) return true;
    const [first, ...others] = points.map(map.toScreen);
    return first !== undefined && others.every((point) => distance(first, point) < MIN_PX);
  }

  #changed(
    { original, hit, textFrom }: Held,
    from: PixelPoint,
    to: PixelPoint,
  ): Measurement | null {
    const [start, end] = [this.#pixel(from), this.#pixel(to)];
    if (!start || !end) return null;
    const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
    if (hit.part.kind === 'handle')
      return reshaped(original, hit.part.index, end, this.#ports.spacing());
    // the words of a text are the text itself
    if (hit.part.kind === 'line' || original.kind === 'text') return moved(original, dx, dy);
    return textFrom && { ...original, textAt: [textFrom[0] + dx, textFrom[1] + dy] };
  }

  /** Top left of the text, in pixels. */
  #textCorner({ id, textAt }: Measurement): PixelPoint | null {
    const box = this.#ports.placed().find((placed) => placed.id === id)?.text;
    return textAt ?? (box ? this.#pixel([box.left, box.top]) : null);
  }

  #pixel(at: PixelPoint): PixelPoint | null {
    return this.#ports.map()?.toPixel(at) ?? null;
  }
}

const distance = (a: PixelPoint, b: PixelPoint): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** An outline of a slow hand keeps every n-th corner. */
function thinned(points: readonly PixelPoint[]): readonly PixelPoint[] {
  const step = Math.ceil(points.length / 500);
  return step <= 1 ? points : points.filter((_, i) => i % step === 0);
}

/** A random UUID v4, which DICOM can carry as a UID; to be had on pages without a certificate too. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
