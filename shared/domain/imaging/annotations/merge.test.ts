import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeContent } from './merge';
import { anyAnnotations, anyKeyImages } from './testing/samples';
import type { Annotation, AnnotationContent } from './annotationSet';

const [first, second, third] = fc
  .sample(anyAnnotations, { numRuns: 200, seed: 11 })
  .find((list) => list.length >= 3) as [Annotation, Annotation, Annotation];
const content = (...annotations: Annotation[]): AnnotationContent => ({
  annotations,
  keyImages: [],
});
const relabelled = (annotation: Annotation, label: string, changedAt: string): Annotation => ({
  ...annotation,
  measurement: { ...annotation.measurement, label },
  changedAt,
});
const EARLY = '2030-01-01T00:00:00.000Z';
const LATE = '2030-01-02T00:00:00.000Z';

describe('one author’s drawings from two places', () => {
  it('hold what was added in either', () => {
    expect(
      mergeContent(content(first), content(first, second), content(first, third)).annotations,
    ).toHaveLength(3);
  });

  it('lack what was taken away in one and left alone in the other', () => {
    expect(mergeContent(content(first, second), content(second), content(first, second))).toEqual(
      content(second),
    );
    expect(mergeContent(content(first, second), content(first, second), content(second))).toEqual(
      content(second),
    );
  });

  it('keep a change against a deletion, so that nothing drawn is lost', () => {
    const changed = relabelled(first, '改', LATE);
    expect(mergeContent(content(first), content(), content(changed))).toEqual(content(changed));
    expect(mergeContent(content(first), content(changed), content())).toEqual(content(changed));
  });

  it('have the later of two changes', () => {
    const [mine, theirs] = [relabelled(first, '我', EARLY), relabelled(first, '他', LATE)];
    expect(mergeContent(content(first), content(mine), content(theirs))).toEqual(content(theirs));
    expect(mergeContent(content(first), content(theirs), content(mine))).toEqual(content(theirs));
  });

  const anyContent = fc.record({ annotations: anyAnnotations, keyImages: anyKeyImages });
  it('are mine where nothing happened elsewhere, and theirs where I did nothing', () => {
    fc.assert(
      fc.property(anyContent, anyContent, (base, changed) => {
        expect(mergeContent(base, changed, base)).toEqual(changed);
        expect(mergeContent(base, base, changed)).toEqual(changed);
      }),
    );
  });

  it('hold everything either place has that the start did not', () => {
    fc.assert(
      fc.property(anyContent, anyContent, anyContent, (base, mine, theirs) => {
        const merged = mergeContent(base, mine, theirs);
        const idsOf = ({ annotations, keyImages }: AnnotationContent) => [
          ...annotations.map(({ measurement }) => measurement.id),
          ...keyImages.map(({ id }) => id),
        ];
        const before = new Set(idsOf(base));
        const wanted = [...idsOf(mine), ...idsOf(theirs)].filter((id) => !before.has(id));
        expect(wanted.filter((id) => !idsOf(merged).includes(id))).toEqual([]);
        expect(new Set(idsOf(merged)).size).toBe(idsOf(merged).length);
      }),
    );
  });

  it('keep the order of key images of the place that changed it', () => {
    const images =
      fc.sample(anyKeyImages, { numRuns: 200, seed: 3 }).find((list) => list.length >= 3) ?? [];
    const set = (keyImages: typeof images): AnnotationContent => ({ annotations: [], keyImages });
    const turned = images.toReversed();
    expect(mergeContent(set(images), set(turned), set(images)).keyImages).toEqual(turned);
    expect(mergeContent(set(images), set(images), set(turned)).keyImages).toEqual(turned);
  });
});
