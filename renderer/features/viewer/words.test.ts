import { createInstance, type TFunction } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { appError } from '../../../shared/domain/errors';
import { OBJECT_KINDS } from '../../../shared/domain/imaging/objectKind';
import { windowPresets } from '../../../shared/domain/imaging/windowing';
import en from '../../../shared/i18n/en/viewer.json';
import zh from '../../../shared/i18n/zh-CN/viewer.json';
import { HANGING_TABLE } from '../../../shared/domain/imaging/hangingTable';
import { SIMPLE_ACTIONS, TOOL_KEYS } from './shortcuts';
import { dateText, errorText, measurementLines } from './words';

let t: TFunction<'viewer'>;
beforeAll(async () => {
  const i18n = createInstance();
  await i18n.init({
    lng: 'zh-CN',
    resources: { 'zh-CN': { viewer: zh } },
    interpolation: { escapeValue: false },
  });
  t = i18n.getFixedT(null, 'viewer');
});

const keysOf = (value: object, prefix = ''): string[] =>
  Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null
      ? keysOf(inner, `${prefix}${key}.`)
      : [`${prefix}${key}`],
  );

describe('the language files', () => {
  it('have the same keys in both languages, where English counts in one and other', () => {
    const english = keysOf(en);
    const ones = english.filter((key) => key.endsWith('_one'));
    expect(english).toEqual(
      expect.arrayContaining(ones.map((key) => key.replace('_one', '_other'))),
    );
    const said = english
      .filter((key) => !ones.includes(key))
      .map((key) => key.replace('_other', ''));
    expect(said.sort()).toEqual(keysOf(zh).sort());
  });

  it('name every object, tool and preset there is', () => {
    for (const language of [zh, en]) {
      expect(Object.keys(language.object)).toEqual(expect.arrayContaining([...OBJECT_KINDS]));
      const others = OBJECT_KINDS.filter((kind) => kind !== 'image');
      expect(Object.keys(language.objectWhy).sort()).toEqual([...others].sort());
      expect(Object.keys(language.tool).sort()).toEqual(Object.keys(TOOL_KEYS).sort());
      const ids = ['CT', 'MR'].flatMap((modality) => windowPresets(modality).map(({ id }) => id));
      expect(Object.keys(language.hanging)).toEqual(
        expect.arrayContaining(HANGING_TABLE.map(({ id }) => id)),
      );
      expect(Object.keys(language.action)).toEqual(
        expect.arrayContaining(Object.keys(SIMPLE_ACTIONS)),
      );
      expect(Object.keys(language.preset)).toEqual(expect.arrayContaining(ids));
    }
  });
});

describe('the text of a measurement', () => {
  it('gives a length in mm, and says when it is only pixels or on the detector', () => {
    expect(measurementLines(t, { kind: 'length', length: 12.345, scale: 'patient' })).toEqual([
      '12.3 mm',
    ]);
    expect(measurementLines(t, { kind: 'length', length: 12, scale: 'none' })).toEqual([
      '12.0 像素 · 未校准',
    ]);
    expect(measurementLines(t, { kind: 'length', length: 12, scale: 'detector' })).toEqual([
      '12.0 mm · 探测器平面',
    ]);
  });

  it('gives region statistics with the unit of the file', () => {
    const statistics = { count: 9, mean: 41.26, deviation: 5, min: 30, max: 52.5 };
    expect(
      measurementLines(t, {
        kind: 'roi',
        area: 100,
        scale: 'patient',
        statistics,
        unit: 'HU',
        suv: null,
      }),
    ).toEqual(['均值 41.3 ± 5 HU', '范围 30 ~ 52.5', '100.0 mm²']);
    expect(
      measurementLines(t, {
        kind: 'roi',
        area: 4,
        scale: 'none',
        statistics: null,
        unit: null,
        suv: null,
      }),
    ).toEqual(['4.0 像素² · 未校准']);
  });

  it('puts the uptake first where it is known, with the stored values under it', () => {
    const statistics = { count: 9, mean: 5000, deviation: 100, min: 4000, max: 8000 };
    const suv = { count: 9, mean: 2.5, deviation: 0.05, min: 2, max: 4 };
    const roi = { kind: 'roi', area: 1, scale: 'patient', statistics, unit: 'BQML', suv } as const;
    expect(measurementLines(t, roi).slice(0, 2)).toEqual([
      'SUVbw 均值 2.50 ± 0.05',
      'SUVbw 范围 2.00 ~ 4.00',
    ]);
    expect(
      measurementLines(t, { kind: 'probe', value: 8000, unit: 'BQML', suv: 4, at: [1, 1] }),
    ).toEqual(['SUVbw 4.00', '8000 BQML']);
  });

  it('gives both axes, an outline that crosses itself no number, a note nothing', () => {
    expect(
      measurementLines(t, { kind: 'bidirectional', long: 23.44, short: 12, scale: 'patient' }),
    ).toEqual(['长径 23.4 mm', '短径 12.0 mm']);
    expect(measurementLines(t, { kind: 'crossing' })).toEqual(['轮廓自相交，未计算']);
    expect(measurementLines(t, { kind: 'note' })).toEqual([]);
  });

  it('calls a value without a unit a stored value, and no value none', () => {
    expect(
      measurementLines(t, { kind: 'probe', value: 481, unit: null, suv: null, at: [1, 1] }),
    ).toEqual(['481 存储值']);
    expect(
      measurementLines(t, { kind: 'probe', value: null, unit: 'HU', suv: null, at: [1, 1] }),
    ).toEqual(['无数值']);
  });
});

describe('the text of a failure', () => {
  it('names what a thing is when it is not a picture', () => {
    const error = appError('unsupported', 'dicom.notImage', { params: { kind: 'document' } });
    expect(errorText(t, error)).toBe(
      '这是文档（PDF），不是图像，此处无法显示。请在左侧资料列表中打开 PDF。',
    );
  });

  it('names the transfer syntax', () => {
    const error = appError('unsupported', 'dicom.transferSyntax', {
      params: { transferSyntax: '1.2.3' },
    });
    expect(errorText(t, error)).toContain('1.2.3');
  });

  it('has words for a code it does not know', () => {
    expect(errorText(t, appError('conflict', 'case.duplicate'))).toBe('图像未能读取。');
  });
});

describe('a DICOM date', () => {
  it.each([
    ['20260304', '2026-03-04'],
    ['2026', '2026'],
    [null, ''],
  ])('%s reads %s', (da, text) => {
    expect(dateText(da)).toBe(text);
  });
});
