import { describe, expect, it } from 'vitest';
import { appError } from '../errors';
import { dicomWebFailure } from './dicomWebFailure';
import { pixelUnitOf } from './pixelUnit';

describe('a DICOMweb answer other than success', () => {
  it.each([
    [401, 'auth.expired', 'never'],
    [404, 'dicom.notFound', 'never'],
    [406, 'dicom.notAcceptable', 'never'],
    [429, 'net.rateLimited', 'safe'],
    [503, 'server.internal', 'safe'],
    [418, 'viewer.loadFailed', 'never'],
  ])('%s is %s and retry class %s', (status, code, retry) => {
    expect(dicomWebFailure(status, null)).toMatchObject({ code, retry });
  });

  it('is what our own server says it is, when it says', () => {
    const error = appError('conflict', 'dicom.studyMismatch');
    expect(dicomWebFailure(409, { error })).toEqual(error);
  });
});

describe('the unit of a value', () => {
  const of = (elements: Record<string, string>) =>
    pixelUnitOf(
      Object.fromEntries(
        Object.entries(elements).map(([tag, value]) => [tag, { vr: 'LO', Value: [value] }]),
      ),
    );

  it('is HU for rescaled CT, also when the file leaves the type out', () => {
    expect(of({ '00080060': 'CT', '00281052': '-1024' })).toBe('HU');
    expect(of({ '00080060': 'CT', '00281052': '-1024', '00281054': 'HU' })).toBe('HU');
  });

  it('is not claimed for CT without rescale or of unspecified type, nor for MR', () => {
    expect(of({ '00080060': 'CT' })).toBeNull();
    expect(of({ '00080060': 'CT', '00281052': '0', '00281054': 'US' })).toBeNull();
    expect(of({ '00080060': 'MR', '00281052': '0' })).toBeNull();
  });

  it('is what the file names for anything else', () => {
    expect(of({ '00080060': 'MR', '00281054': 'mm2/s' })).toBe('mm2/s');
    expect(of({ '00080060': 'PT', '00541001': 'BQML' })).toBe('BQML');
  });
});
