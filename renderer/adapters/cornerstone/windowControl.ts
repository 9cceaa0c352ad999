import { metaData, utilities, type Types } from '@cornerstonejs/core';
import {
  dragWindow,
  fullWindow,
  windowOfValues,
  windowPresets,
  type VoiWindow,
  type WindowChoice,
} from '../../../shared/domain/imaging/windowing';

const SHARE_OF_AUTO = 0.98;

/**
 * The window in force. Kept here because the processor path forgets in its own answer, at every new picture, what it still
 * draws with.
 */
export class WindowControl {
  readonly #viewport: Types.IStackViewport;
  #choice: WindowChoice = { kind: 'file' };
  #image: Types.IImage | null = null;
  #window: VoiWindow | null = null;
  #inverted = false;
  #sent = '';

  constructor(viewport: Types.IStackViewport) {
    this.#viewport = viewport;
  }

  get window(): VoiWindow | null {
    return this.#window;
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
    this.#inverted = false;
    this.#sent = '';
  }

  /** To be called with every picture placed; `fresh` when the viewport was given a new stack and knows no window. */
  follow(image: Types.IImage, fresh: boolean): void {
    this.#image = image;
    if (fresh) this.#sent = '';
    this.#send();
  }

  choose(choice: WindowChoice): void {
    this.#choice = choice;
    this.#send();
  }

  preset(modality: string, id: string): void {
    const preset = windowPresets(modality).find((candidate) => candidate.id === id);
    if (preset) this.choose(preset.choice);
  }

  drag(dx: number, dy: number): void {
    if (this.#window) this.choose({ kind: 'fixed', window: dragWindow(this.#window, dx, dy) });
  }

  invert(): void {
    this.#inverted = !this.#inverted;
    this.#send();
  }

  #send(): void {
    const image = this.#image;
    if (image === null) return;
    this.#window = image.color ? null : windowFor(this.#choice, image);
    // MONOCHROME1 means low values are white (PS3.3 C.7.6.3.1.2).
    const invert = this.#inverted !== image.invert;
    const wanted = JSON.stringify([this.#window, invert]);
    if (wanted === this.#sent) return;
    this.#sent = wanted;
    const voiRange = this.#window && rangeOf(this.#window);
    this.#viewport.setProperties({ ...(voiRange && { voiRange }), invert });
    this.#viewport.render();
  }
}

/** The window's ends by PS3.3 C.11.2.1.2.1. */
function rangeOf({ centre, width }: VoiWindow): Types.VOIRange {
  return utilities.windowLevel.toLowHighRange(width, centre);
}

function windowFor(choice: WindowChoice, image: Types.IImage): VoiWindow {
  const values = image.getPixelData() as ArrayLike<number>;
  switch (choice.kind) {
    case 'fixed':
      return choice.window;
    case 'full':
      return fullWindow(values);
    case 'auto':
      return windowOfValues(values, SHARE_OF_AUTO);
    case 'file':
      return fileWindow(image.imageId) ?? windowOfValues(values, SHARE_OF_AUTO);
  }
}

type VoiModule = {
  readonly windowCenter?: readonly number[];
  readonly windowWidth?: readonly number[];
};

/** The first window written in the file; several are alternatives the presets do not name. */
function fileWindow(imageId: string): VoiWindow | null {
  const module = metaData.get('voiLutModule', imageId) as VoiModule | undefined;
  const centre = module?.windowCenter?.[0];
  const width = module?.windowWidth?.[0];
  const valid = Number.isFinite(centre) && Number.isFinite(width) && (width ?? 0) >= 1;
  return valid ? { centre: centre ?? 0, width: width ?? 1 } : null;
}
