import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourcePixel } from '../../../shared/domain/film/film';
import {
  changedImages,
  conversionOf,
  fittedCrop,
  inverted,
  laidOf,
  mirrored,
  newDraft,
  selectedImage,
  splitInto,
  turned,
  withCrop,
  withoutImage,
  type FilmDraft,
} from './filmDraft';

const film = newDraft({ width: 400, height: 300 });
const step = fc.constantFrom<(draft: FilmDraft) => FilmDraft>(
  (draft) => turned(draft, 1),
  (draft) => turned(draft, -1),
  mirrored,
);

describe('laying a film on the bench', () => {
  it('keeps marks on what they marked, whatever is done one after the other', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const marked = withCrop(film, { x: 30, y: 40, width: 50, height: 20 });
        const laid = steps.reduce((draft, each) => each(draft), marked);
        const crop = selectedImage(laid)?.crop;
        if (!crop) throw new Error('no crop');
        // the middle of the crop shows the same pixel of the file as before
        const middle = { x: crop.x + crop.width / 2 - 0.5, y: crop.y + crop.height / 2 - 0.5 };
        const from = sourcePixel(laid.source, laid.orientation, middle);
        expect([from.x, from.y]).toEqual([54.5, 49.5]);
        const size = laidOf(laid);
        expect(crop.x + crop.width <= size.width && crop.y + crop.height <= size.height).toBe(true);
      }),
    );
  });

  it('turned four times is as it was', () => {
    const once = (draft: FilmDraft) => turned(draft, 1);
    expect(once(once(once(once(film))))).toEqual(film);
    expect(turned(turned(mirrored(film), 1), -1)).toEqual(mirrored(film));
  });

  it('exchanges black and white together with the window', () => {
    const dark = inverted(changedImages(film, 'all', { window: { low: 0.1, high: 0.6 } }));
    expect([dark.inverted, selectedImage(dark)?.window]).toEqual([true, { low: 0.4, high: 0.9 }]);
  });
});

describe('single images of a film', () => {
  it('replace the whole film by the first one cut out', () => {
    const one = withCrop(film, { x: 10.4, y: 10, width: 100, height: 80 });
    expect(one.images.map(({ crop }) => crop)).toEqual([{ x: 10, y: 10, width: 100, height: 80 }]);
    expect(withCrop(one, { x: 200, y: 0, width: 50, height: 50 }).images).toHaveLength(2);
  });

  it('stay on the film and have a size', () => {
    expect(fittedCrop(film, { x: -20, y: 250, width: 100, height: 100 })).toEqual({
      x: 0,
      y: 250,
      width: 80,
      height: 50,
    });
    expect(fittedCrop(film, { x: 10, y: 10, width: 3, height: 90 })).toBeNull();
    expect(withCrop(film, { x: 10, y: 10, width: 3, height: 90 })).toBe(film);
  });

  it('cut in equal fields cover all of it once', () => {
    const { images } = splitInto(film, 3, 2);
    expect(images).toHaveLength(6);
    expect(images.reduce((sum, { crop }) => sum + crop.width * crop.height, 0)).toBe(400 * 300);
  });

  it('have one scale unless told otherwise', () => {
    const scale = { a: { x: 0, y: 0 }, b: { x: 0, y: 100 }, lengthMm: 50 };
    const two = splitInto(film, 1, 2);
    expect(
      changedImages(two, 'all', { scale }).images.every((image) => image.scale === scale),
    ).toBe(true);
    expect(
      changedImages(two, 'selected', { scale }).images.filter((image) => image.scale),
    ).toHaveLength(1);
  });

  it('are never none', () => {
    const gone = withoutImage(film, film.selected);
    expect(gone.images.map(({ crop }) => crop)).toEqual([{ x: 0, y: 0, width: 400, height: 300 }]);
  });

  it('are sent with the size of the picture they were marked on', () => {
    const facts = { modality: 'CT', takenOn: null, description: '胸部CT', burnedIn: true } as const;
    expect(conversionOf(turned(film, 1), facts)).toMatchObject({
      reference: { width: 400, height: 300 },
      orientation: { quarterTurns: 1, mirrored: false },
      images: [{ crop: { x: 0, y: 0, width: 300, height: 400 } }],
    });
  });
});
