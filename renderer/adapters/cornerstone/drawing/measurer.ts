import { calibrationOf } from '../../../../shared/domain/imaging/calibration';
import type { DisplaySet, FrameRef } from '../../../../shared/domain/imaging/displaySet';
import { measure } from '../../../../shared/domain/imaging/measure';
import type {
  Measurement,
  MeasurementKind,
  MeasurementValue,
} from '../../../../shared/domain/imaging/measurement';
import type { Padding } from '../../../../shared/domain/imaging/padding';
import { pixelUnitOf } from '../../../../shared/domain/imaging/pixelUnit';
import { suvFactorOf } from '../../../../shared/domain/imaging/suv';
import type { PixelPoint } from '../../../../shared/domain/imaging/vector';

/** Values of one picture after rescale; `values` is `null` for colour. */
export type FrameValues = {
  readonly columns: number;
  readonly rows: number;
  readonly values: ArrayLike<number> | null;
  /** Values that are no picture. */
  readonly padding: Padding | null;
};

type Known = { readonly of: FrameValues; readonly value: MeasurementValue | null };

/** Puts numbers to drawings; a drawing that did not change on a picture that did not keeps its number. */
export class Measurer {
  readonly #known = new WeakMap<Measurement, Known>();
  readonly #factors = new WeakMap<FrameRef['instance'], number | null>();

  valueOf(
    measurement: Measurement,
    set: DisplaySet,
    ref: FrameRef,
    values: FrameValues,
  ): MeasurementValue | null {
    const known = this.#known.get(measurement);
    if (known?.of === values) return known.value;
    const value = this.valueOfShape(measurement, set, ref, values);
    this.#known.set(measurement, { of: values, value });
    return value;
  }

  /** Of a drawing under way. */
  valueOfShape(
    shape: { readonly kind: MeasurementKind; readonly points: readonly PixelPoint[] },
    set: DisplaySet,
    ref: FrameRef,
    values: FrameValues,
  ): MeasurementValue | null {
    const unit = pixelUnitOf(ref.instance);
    const field = { ...values, unit, suvFactor: this.#suvFactor(set, ref) };
    return measure(shape, calibrationOf(ref.instance, ref.frame), field);
  }

  #suvFactor(set: DisplaySet, { instance }: FrameRef): number | null {
    const known = this.#factors.get(instance);
    if (known !== undefined) return known;
    const series = set.frames.map((frame) => frame.instance);
    const factor = suvFactorOf(instance, series);
    this.#factors.set(instance, factor);
    return factor;
  }
}
