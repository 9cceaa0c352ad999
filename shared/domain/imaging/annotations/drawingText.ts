import { MEASUREMENT_KINDS, type Measurement } from '../measurement';
import type { Annotation } from './annotationSet';
import { hintOf, type DrawingHint } from './geometry';

/** What our viewer knows about a drawing beyond its figures and numbers. */
export type Drawing = {
  readonly kind: Measurement['kind'];
  readonly hint: DrawingHint;
  readonly visible: boolean;
  /** False: the words in the report are not the author's. */
  readonly labelled: boolean;
  readonly textAt: readonly [number, number] | null;
};

/**
 * The text of the item (drawing, 99HUIZHEN): the kind, then what applies of `swapped`, `hidden`, `unlabelled`, `text <column> <row>`,
 * separated by semicolons. See docs/conformance/annotations.md.
 */
export function drawingText({
  measurement,
  visible,
}: Pick<Annotation, 'measurement' | 'visible'>): string {
  const { kind, textAt } = measurement;
  return [
    kind,
    ...(hintOf(measurement) === 'swapped' ? ['swapped'] : []),
    ...(visible ? [] : ['hidden']),
    ...(measurement.kind === 'arrow' && !measurement.label ? ['unlabelled'] : []),
    ...(textAt ? [`text ${textAt[0]} ${textAt[1]}`] : []),
  ].join('; ');
}

/** @returns `null` for a text we did not write, or a kind this version does not know. */
export function parseDrawingText(text: string | null): Drawing | null {
  const [kind, ...parts] = (text ?? '').split('; ');
  const known = MEASUREMENT_KINDS.find((candidate) => candidate === kind);
  if (known === undefined) return null;
  const at = parts.map((part) => /^text (-?[\d.]+) (-?[\d.]+)$/.exec(part)).find((match) => match);
  return {
    kind: known,
    hint: parts.includes('swapped') ? 'swapped' : 'asDrawn',
    visible: !parts.includes('hidden'),
    labelled: !parts.includes('unlabelled'),
    textAt: at ? [Number(at[1]), Number(at[2])] : null,
  };
}
