import { describe, expect, it } from 'vitest';
import type { DicomJson } from './dicomJson';
import { suvFactorOf } from './suv';

const element = (...Value: unknown[]) => ({ vr: 'UN', Value });
const drug = {
  '00181072': element('100000'),
  '00181074': element(370_000_000),
  '00181075': element(6588),
};
/** F-18, 370 MBq at 10:00, 70 kg, scan at 11:00. */
const PET: DicomJson = {
  '00080021': element('20240105'),
  '00080031': element('110000.00'),
  '00080022': element('20240105'),
  '00080032': element('110000'),
  '00080060': element('PT'),
  '00101030': element(70),
  '00280051': element('DECY', 'ATTN', 'SCAT'),
  '00540016': element(drug),
  '00541001': element('BQML'),
  '00541102': element('START'),
};
const left = 2 ** (-3600 / 6588);

describe('the factor to SUV by body weight', () => {
  it('is weight over the dose left when the scan began', () => {
    expect(suvFactorOf(PET, [PET])).toBeCloseTo(70_000 / (370e6 * left), 12);
  });

  it('takes the whole dose where the images are corrected to the injection', () => {
    expect(suvFactorOf({ ...PET, '00541102': element('ADMIN') }, [])).toBeCloseTo(
      70_000 / 370e6,
      12,
    );
  });

  it('takes the earliest picture where the series was written anew later', () => {
    const later = { ...PET, '00080031': element('150000') };
    const second = { ...later, '00080032': element('110300') };
    expect(suvFactorOf(second, [later, second])).toBeCloseTo(70_000 / (370e6 * left), 12);
    expect(suvFactorOf(second, [])).toBeNull();
  });

  it('reads an injection later on the clock than the scan as one of the evening before', () => {
    const night = { ...PET, '00080031': element('000500'), '00080032': element('000500') };
    const evening = { ...night, '00540016': element({ ...drug, '00181072': element('233500') }) };
    const half = 2 ** (-1800 / 6588);
    expect(suvFactorOf(evening, [])).toBeCloseTo(70_000 / (370e6 * half), 12);
  });

  it('prefers the full date and time of the injection', () => {
    const full = { ...drug, '00181078': element('20240105103000.000000+0800') };
    const half = 2 ** (-1800 / 6588);
    expect(suvFactorOf({ ...PET, '00540016': element(full) }, [])).toBeCloseTo(
      70_000 / (370e6 * half),
      12,
    );
  });

  it('is one where the file holds uptake, and the vendor’s where it holds counts', () => {
    expect(suvFactorOf({ ...PET, '00541001': element('GML') }, [])).toBe(1);
    const counts = { ...PET, '00541001': element('CNTS'), '70531000': element('0.000551') };
    expect(suvFactorOf(counts, [])).toBeNull();
    const philips = { ...counts, '70530010': element('Philips PET Private Group') };
    expect(suvFactorOf(philips, [])).toBeCloseTo(0.000551, 9);
  });

  it.each([
    ['the weight', { '00101030': element() }],
    ['a weight above nothing', { '00101030': element(0) }],
    ['the dose', { '00540016': element({ ...drug, '00181074': element() }) }],
    ['the half-life', { '00540016': element({ ...drug, '00181075': element() }) }],
    ['attenuation correction', { '00280051': element('DECY') }],
    ['decay correction', { '00541102': element('NONE') }],
    [
      'an injection before the scan',
      { '00540016': element({ ...drug, '00181078': element('20240105113000') }) },
    ],
    ['uptake by body weight', { '00541001': element('GML'), '00541006': element('LBM') }],
    ['PET at all', { '00080060': element('CT') }],
  ])('is absent without %s', (_what, change) => {
    expect(suvFactorOf({ ...PET, ...change }, [PET])).toBeNull();
  });
});
