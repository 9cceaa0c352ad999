import { describe, expect, it } from 'vitest';
import { recordPayloadSchema } from '../../shared/domain/intake/payload';
import { DEMO_LABS } from './content/labTable';
import { labPayload } from './labPayload';

describe('demo laboratory results', () => {
  it('are stored in the form every reader of a case record expects', () => {
    const results = Object.values(DEMO_LABS).flat().map(labPayload);
    expect(results.length).toBeGreaterThan(0);
    expect(recordPayloadSchema.safeParse({ results }).success).toBe(true);
  });

  it('keep what the laboratory wrote and read numbers only where there are some', () => {
    const results = Object.values(DEMO_LABS).flat().map(labPayload);
    expect(results.find(({ value }) => value === '阴性')?.numeric).toBeNull();
    expect(results.find(({ code }) => code === '14749-6')).toMatchObject({
      value: '8.2',
      numeric: 8.2,
      flag: 'high',
    });
  });
});
