import type { DicomJson } from '../dicomJson';
import type { Code } from './annotationSet';
import { AS_VR, codeSequence, personName, sequence } from './elements';
import { T } from './tags';

/** Relationship of an item to the one above it, PS3.3 Table C.17.3-8. */
export type Relationship =
  'CONTAINS' | 'HAS OBS CONTEXT' | 'HAS CONCEPT MOD' | 'INFERRED FROM' | 'SELECTED FROM';

type Frame = {
  readonly relationship: Relationship | null;
  readonly concept: Code | null;
  readonly children?: readonly DicomJson[];
  /** DT, see `dicomTime`. */
  readonly observedAt?: string;
};

function item(valueType: string, frame: Frame, value: DicomJson): DicomJson {
  const { relationship, concept, children = [], observedAt } = frame;
  return {
    ...(relationship !== null && { [T.RelationshipType]: AS_VR.CS(relationship) }),
    ...(observedAt !== undefined && { [T.ObservationDateTime]: AS_VR.DT(observedAt) }),
    [T.ValueType]: AS_VR.CS(valueType),
    ...(concept !== null && { [T.ConceptNameCodeSequence]: codeSequence(concept) }),
    ...value,
    ...(children.length > 0 && { [T.ContentSequence]: sequence(...children) }),
  };
}

/** @param template Number of a template of DCMR (PS3.16) that the container follows. */
export const containerItem = (frame: Frame, template?: string): DicomJson =>
  item('CONTAINER', frame, {
    [T.ContinuityOfContent]: AS_VR.CS('SEPARATE'),
    ...(template !== undefined && {
      [T.ContentTemplateSequence]: sequence({
        [T.MappingResource]: AS_VR.CS('DCMR'),
        [T.TemplateIdentifier]: AS_VR.CS(template),
      }),
    }),
  });

export const textItem = (frame: Frame, text: string): DicomJson =>
  item('TEXT', frame, { [T.TextValue]: AS_VR.UT(text) });

export const codeItem = (frame: Frame, value: Code): DicomJson =>
  item('CODE', frame, { [T.ConceptCodeSequence]: codeSequence(value) });

export const uidItem = (frame: Frame, uid: string): DicomJson =>
  item('UIDREF', frame, { [T.UID]: AS_VR.UI(uid) });

export const personItem = (frame: Frame, name: string): DicomJson =>
  item('PNAME', frame, { [T.PersonName]: personName(name) });

/** @param reference See `imageReference`. */
export const imageItem = (frame: Frame, reference: DicomJson): DicomJson =>
  item('IMAGE', frame, { [T.ReferencedSOPSequence]: sequence(reference) });

export type GraphicType = 'POINT' | 'MULTIPOINT' | 'POLYLINE' | 'CIRCLE' | 'ELLIPSE';

/** @param graphicData Columns and rows in turn, (0, 0) being the outer corner of the first pixel (PS3.3 C.18.6.1.1). */
export const spatialItem = (
  frame: Frame,
  type: GraphicType,
  graphicData: readonly number[],
): DicomJson =>
  item('SCOORD', frame, {
    [T.GraphicData]: AS_VR.FL(...graphicData),
    [T.GraphicType]: AS_VR.CS(type),
  });

/** @param value `null`: it could not be measured, which `failure` names. */
export const numberItem = (
  frame: Frame,
  value: number | null,
  unit: Code,
  failure: Code,
): DicomJson =>
  item(
    'NUM',
    frame,
    value === null
      ? {
          [T.MeasuredValueSequence]: sequence(),
          [T.NumericValueQualifierCodeSequence]: codeSequence(failure),
        }
      : {
          [T.MeasuredValueSequence]: sequence({
            [T.FloatingPointValue]: AS_VR.FD(value),
            [T.NumericValue]: AS_VR.DS(decimalString(value)),
            [T.MeasurementUnitsCodeSequence]: codeSequence(unit),
          }),
        },
  );

/** A number in the 16 characters of DS (PS3.5 6.2), as exact as they allow. */
export function decimalString(value: number): string {
  const exact = String(value);
  if (exact.length <= 16) return exact;
  for (let digits = 15; digits > 1; digits -= 1) {
    const text = String(Number(value.toPrecision(digits)));
    if (text.length <= 16) return text;
  }
  return value.toExponential(2);
}
