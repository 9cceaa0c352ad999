import { utilities, type Types } from '@cornerstonejs/core';
import type { FrameRef } from '../../../shared/domain/imaging/displaySet';
import type { LutDescription, LutTable } from '../../../shared/domain/imaging/lutTable';
import { isPadding, paddingOf, type Padding } from '../../../shared/domain/imaging/padding';
import { toned, toneOf, type Tone } from '../../../shared/domain/imaging/tone';
import {
  fileVoiOf,
  rescaleOf,
  type FileVoi,
  type VoiFunction,
} from '../../../shared/domain/imaging/voi';
import {
  dragWindow,
  fullWindow,
  leastWidth,
  windowOfValues,
  windowPresets,
  type VoiWindow,
  type WindowChoice,
} from '../../../shared/domain/imaging/windowing';
import type { RenderPath } from '../../ports/imageViewer';
import { imageOfPixels } from './feed/imageOfPixels';
import { tableOf } from './lookupTables';

const SHARE_OF_AUTO = 0.98;

/** Tables of a presentation state, before and after the choice of window (PS3.4 N.2). */
export type ToneTables = {
  readonly modality: LutTable | null;
  readonly presentation: LutTable | null;
};
const NO_TABLES: ToneTables = { modality: null, presentation: null };

type Subject = {
  /** As loaded: its values are what is measured. */
  readonly image: Types.IImage;
  readonly voi: FileVoi;
  readonly padding: Padding | null;
};

/**
 * How values become grey. Kept here because the processor path forgets in its own answer, at every new picture, what it still
 * draws with; and what the library cannot draw (tables, other functions than the linear one, floating values without a graphics
 * card) is drawn here into eight bits and handed over like that.
 */
export class WindowControl {
  readonly #viewport: Types.IStackViewport;
  readonly #path: RenderPath;
  #choice: WindowChoice = { kind: 'file' };
  #ownFunction: VoiFunction | null = null;
  #tables: ToneTables = NO_TABLES;
  #subject: Subject | null = null;
  #voi: Tone['voi'] | null = null;
  #inverted = false;
  #isToned = false;
  #sent = '';

  constructor(viewport: Types.IStackViewport, path: RenderPath) {
    this.#viewport = viewport;
    this.#path = path;
  }

  /** `null` for colour, and while a table is in force. */
  get window(): VoiWindow | null {
    return this.#voi?.kind === 'window' ? this.#voi.window : null;
  }

  get fn(): VoiFunction | 'table' {
    return this.#voi?.kind === 'window' ? this.#voi.fn : this.#voi ? 'table' : 'linear';
  }

  get choice(): WindowChoice {
    return this.#choice;
  }

  get inverted(): boolean {
    return this.#inverted;
  }

  /** A new stack starts with its file's window and is not inverted. */
  restart(): void {
    this.#choice = { kind: 'file' };
    this.#ownFunction = null;
    this.#tables = NO_TABLES;
    this.#inverted = false;
    this.#sent = '';
  }

  /** To be called with every picture placed; `fresh` when the viewport was given a new stack and knows no window. */
  follow(image: Types.IImage, { instance, frame }: FrameRef, fresh: boolean): void {
    const voi = fileVoiOf(instance, frame);
    const padding = paddingOf(instance, rescaleOf(instance, frame));
    this.#subject = { image, voi, padding };
    this.#isToned = false;
    if (fresh || this.#sent.startsWith('toned')) this.#sent = '';
    this.#send();
  }

  choose(choice: WindowChoice): void {
    this.#choice = choice;
    this.#send();
  }

  /** `null`: as the file says. */
  chooseFunction(fn: VoiFunction | null): void {
    this.#ownFunction = fn;
    this.#send();
  }

  useTables(tables: ToneTables | null): void {
    this.#tables = tables ?? NO_TABLES;
    this.#sent = '';
    this.#send();
  }

  preset(modality: string, id: string): void {
    const preset = windowPresets(modality).find((candidate) => candidate.id === id);
    if (preset) this.choose(preset.choice);
  }

  drag(dx: number, dy: number): void {
    const from = this.window ?? this.#inputOfTable();
    const values = this.#subject?.image.getPixelData();
    if (!from || !values) return;
    this.choose({ kind: 'fixed', window: dragWindow(from, dx, dy, this.#least(values)) });
  }

  invert(): void {
    this.#inverted = !this.#inverted;
    this.#send();
  }

  /** Grey of a value as it is on screen, 0 to 255; `null` for colour. */
  greys(): ((value: number) => number) | null {
    if (!this.#voi || !this.#subject) return null;
    const grey = toneOf({ ...this.#tables, voi: this.#voi });
    return this.#isTurned() ? (value) => 255 - grey(value) : grey;
  }

  /** Padding of the picture on screen where it would be seen as anything but black. */
  visiblePadding(): Padding | null {
    const { padding } = this.#subject ?? {};
    const greys = this.greys();
    return padding && greys && greys(padding.low) > 0.5 ? padding : null;
  }

  #send(): void {
    const subject = this.#subject;
    if (subject === null) return;
    const { image } = subject;
    this.#voi = image.color ? null : voiFor(this.#choice, this.#ownFunction, subject);
    const tone = this.#voi && { ...this.#tables, voi: this.#voi };
    const invert = this.#isTurned();
    const isOurs = tone !== null && this.#mustTone(tone, image);
    const wanted = `${isOurs ? 'toned' : ''}${JSON.stringify([this.#choice, this.#voi, invert])}`;
    if (wanted === this.#sent) return;
    this.#sent = wanted;
    if (isOurs) this.#drawToned(image, tone);
    else if (this.#isToned) this.#viewport.renderImageObject(image);
    this.#isToned = isOurs;
    const voiRange = isOurs ? { lower: 0, upper: 255 } : rangeOf(this.#voi);
    this.#viewport.setProperties({ ...(voiRange && { voiRange }), invert });
    this.#viewport.render();
  }

  #mustTone({ voi, modality, presentation }: Tone, image: Types.IImage): boolean {
    if (modality || presentation || voi.kind !== 'window' || voi.fn === 'sigmoid') return true;
    return this.#path === 'cpu' && image.getPixelData() instanceof Float32Array;
  }

  #drawToned(image: Types.IImage, tone: Tone): void {
    const values = toned(image.getPixelData(), tone);
    const shape = {
      rows: image.rows,
      columns: image.columns,
      isColour: false,
      isRgba: false,
      photometricInterpretation: image.photometricInterpretation ?? 'MONOCHROME2',
    };
    this.#viewport.renderImageObject(
      imageOfPixels(image.imageId, shape, { values, min: 0, max: 255 }),
    );
  }

  /** MONOCHROME1 means low values are white (PS3.3 C.7.6.3.1.2). */
  #isTurned(): boolean {
    return this.#inverted !== (this.#subject?.image.invert ?? false);
  }

  /** What a table spans, as a window to begin dragging from. */
  #inputOfTable(): VoiWindow | null {
    if (this.#voi?.kind !== 'table') return null;
    const { first, entries } = this.#voi.table;
    return { centre: first + entries.length / 2, width: entries.length };
  }

  #least(values: ArrayLike<number>): number {
    return leastWidth(values) === 1 ? 1 : fullWindow(values).width / 1000;
  }
}

/** The window's ends by PS3.3 C.11.2.1.2.1 and C.11.2.1.3.2. */
function rangeOf(voi: Tone['voi'] | null): Types.VOIRange | null {
  if (voi?.kind !== 'window') return null;
  const { centre, width } = voi.window;
  return voi.fn === 'exact'
    ? { lower: centre - width / 2, upper: centre + width / 2 }
    : utilities.windowLevel.toLowHighRange(width, centre);
}

function voiFor(choice: WindowChoice, own: VoiFunction | null, subject: Subject): Tone['voi'] {
  const { image, voi } = subject;
  const values = image.getPixelData() as ArrayLike<number>;
  const isFloating = leastWidth(values) < 1;
  const said = own ?? voi.fn;
  const withWindow = (window: VoiWindow): Tone['voi'] => ({
    kind: 'window',
    window,
    // the linear function counts in whole values
    fn: said === 'linear' && isFloating ? 'exact' : said,
  });
  const table = choice.kind === 'fileTable' ? voi.tables[choice.at] : undefined;
  const filled = table && lutOf(table);
  if (filled) return { kind: 'table', table: filled };
  switch (choice.kind) {
    case 'fixed':
      return withWindow(choice.window);
    case 'full':
      return withWindow(fullWindow(values, pictureOnly(subject)));
    case 'auto':
      return withWindow(windowOfValues(values, SHARE_OF_AUTO, pictureOnly(subject)));
    default:
      return ofFile(choice, subject, withWindow);
  }
}

function ofFile(
  choice: WindowChoice,
  subject: Subject,
  withWindow: (window: VoiWindow) => Tone['voi'],
): Tone['voi'] {
  const { windows, tables } = subject.voi;
  const named = windows[choice.kind === 'fileWindow' ? choice.at : 0] ?? windows[0];
  if (named) return withWindow(named.window);
  const table = tables[0] && lutOf(tables[0]);
  if (table) return { kind: 'table', table };
  const values = subject.image.getPixelData() as ArrayLike<number>;
  return withWindow(windowOfValues(values, SHARE_OF_AUTO, pictureOnly(subject)));
}

function pictureOnly({ padding }: Subject): (value: number) => boolean {
  return padding ? (value) => !isPadding(padding, value) : () => true;
}

function lutOf({ element, entries, first, bits }: LutDescription): LutTable | null {
  const table = tableOf(element, entries);
  return table && { first, bits, entries: table };
}
