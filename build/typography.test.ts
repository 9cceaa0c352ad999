import { describe, expect, it } from 'vitest';
import { halfWidthMarks, withFullWidth } from './typography.mjs';

describe('punctuation of Chinese texts', () => {
  it('is full width, also between a figure and a Latin word', () => {
    expect(withFullWidth('头颅 CT:未见出血, INR 1.0;血糖 8.2 mmol/L,ASPECTS 8 分(左侧)?')).toBe(
      '头颅 CT：未见出血，INR 1.0；血糖 8.2 mmol/L，ASPECTS 8 分（左侧）？',
    );
    expect(withFullWidth('因"感冒"就诊')).toBe('因“感冒”就诊');
  });

  it.each([
    '到位用时 1:40，肝素 4,000 U',
    '阿司匹林 30–50 mg/(kg·d)',
    '有损压缩 {{ratio}}:1，共 {{count}} 幅',
    '见 https://example.org/a?b=(c)',
    'I63.9 脑梗死',
    'Head CT (one slice): no bleeding, ASPECTS 8',
  ])('leaves figures, units, placeholders and English alone: %s', (text) => {
    expect(halfWidthMarks(text)).toEqual([]);
    expect(withFullWidth(text)).toBe(text);
  });
});
