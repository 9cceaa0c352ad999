import { describe, expect, it } from 'vitest';
import { calibrationOf, scaleAt } from './calibration';
import type { DicomJson } from './dicomJson';

const element = (...Value: unknown[]) => ({ vr: 'DS', Value });
const of = (modality: string, more: DicomJson): DicomJson => ({
  '00080060': { vr: 'CS', Value: [modality] },
  ...more,
});

describe('calibration', () => {
  it('takes the pixel spacing of a cross-section as mm in the patient', () => {
    expect(calibrationOf(of('CT', { '00280030': element('0.7', 0.8) }))).toEqual({
      kind: 'patient',
      spacing: { row: 0.7, column: 0.8 },
    });
  });

  it('does not believe the pixel spacing of a radiograph that only repeats the detector', () => {
    const both = { '00280030': element(0.15, 0.15), '00181164': element(0.15, 0.15) };
    expect(calibrationOf(of('CR', both)).kind).toBe('detector');
    expect(calibrationOf(of('DX', { '00280030': element(0.15, 0.15) })).kind).toBe('detector');
  });

  it('believes a radiograph that was corrected', () => {
    const corrected = { '00280030': element(0.13, 0.13), '00181164': element(0.15, 0.15) };
    expect(calibrationOf(of('DX', corrected))).toEqual({
      kind: 'patient',
      spacing: { row: 0.13, column: 0.13 },
    });
    const said = { '00280030': element(0.15, 0.15), '00280A02': { vr: 'CS', Value: ['FIDUCIAL'] } };
    expect(calibrationOf(of('XA', said)).kind).toBe('patient');
  });

  it('marks a bare imager spacing as detector plane', () => {
    expect(calibrationOf(of('XA', { '00181164': element(0.3, 0.3) })).kind).toBe('detector');
  });

  it.each([[[]], [[0, 0]], [['x', 'y']], [[0.5]]])('does not invent a scale from %j', (values) => {
    expect(calibrationOf(of('CT', { '00280030': element(...values) })).kind).toBe('none');
  });

  it('keeps the shape of pixels that are not square when there is no scale', () => {
    expect(calibrationOf(of('OT', { '00280034': element(2, 1) }))).toEqual({
      kind: 'none',
      ratio: { row: 2, column: 1 },
    });
  });

  it('finds the spacing of an enhanced image in the group of its own frame', () => {
    const measures = (spacing: number) => ({
      '00289110': { vr: 'SQ', Value: [{ '00280030': element(spacing, spacing) }] },
    });
    const enhanced = of('MR', { '52009230': { vr: 'SQ', Value: [measures(1), measures(2)] } });
    expect(calibrationOf(enhanced, 2)).toEqual({ kind: 'patient', spacing: { row: 2, column: 2 } });
  });
});

describe('the scale of an ultrasound distance', () => {
  const region = (x0: number, x1: number, unit: number) => ({
    '00186018': element(x0),
    '0018601A': element(0),
    '0018601C': element(x1),
    '0018601E': element(99),
    '00186024': element(unit),
    '00186026': element(unit),
    '0018602C': element(0.02),
    '0018602E': element(-0.03),
  });
  const us = calibrationOf(
    of('US', { '00186011': { vr: 'SQ', Value: [region(0, 99, 3), region(100, 199, 4)] } }),
  );

  it('is in mm inside a region measured in centimetres', () => {
    const scale = scaleAt(us, [
      [10, 10],
      [90, 90],
    ]);
    expect(scale).toMatchObject({ kind: 'ultrasound' });
    expect(scale.kind === 'ultrasound' && scale.spacing.column).toBeCloseTo(0.2);
    expect(scale.kind === 'ultrasound' && scale.spacing.row).toBeCloseTo(0.3);
  });

  it('is none across regions, outside them, or where the axis is time', () => {
    expect(
      scaleAt(us, [
        [90, 10],
        [110, 10],
      ]).kind,
    ).toBe('none');
    expect(scaleAt(us, [[300, 300]]).kind).toBe('none');
    expect(
      scaleAt(us, [
        [120, 10],
        [130, 10],
      ]).kind,
    ).toBe('none');
  });
});
