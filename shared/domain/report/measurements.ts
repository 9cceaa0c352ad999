type Expectation = {
  readonly quantity: string;
  /** Names as written in Chinese notes, joined as alternatives. */
  readonly names: string;
  /** Accepted spellings of the unit with the range a living patient can have in it. */
  readonly units: readonly { readonly unit: RegExp; readonly low: number; readonly high: number }[];
};

const MMOL = /^mmol\/l$/iu;
const UMOL = /^[uµμ]mol\/l$/iu;

const EXPECTATIONS: readonly Expectation[] = [
  { quantity: '血糖', names: '血糖|GLU', units: [{ unit: MMOL, low: 0.5, high: 60 }] },
  { quantity: '血钾', names: '血钾', units: [{ unit: MMOL, low: 1, high: 10 }] },
  { quantity: '血钠', names: '血钠', units: [{ unit: MMOL, low: 95, high: 190 }] },
  { quantity: '肌酐', names: '肌酐|Cr', units: [{ unit: UMOL, low: 8, high: 3000 }] },
  {
    quantity: '血红蛋白',
    names: '血红蛋白|Hb|HGB',
    units: [
      { unit: /^g\/l$/iu, low: 20, high: 250 },
      { unit: /^g\/dl$/iu, low: 2, high: 25 },
    ],
  },
  {
    quantity: '体温',
    names: '体温',
    units: [{ unit: /^(?:℃|°C|摄氏度|度)$/iu, low: 25, high: 44 }],
  },
  { quantity: '体重', names: '体重', units: [{ unit: /^(?:kg|公斤)$/iu, low: 0.3, high: 350 }] },
  {
    quantity: '心率',
    names: '心率|HR',
    units: [{ unit: /^(?:次\/分(?:钟)?|bpm|\/min)$/iu, low: 10, high: 350 }],
  },
  {
    quantity: '血氧饱和度',
    names: 'SpO2|血氧饱和度',
    units: [{ unit: /^%$/u, low: 20, high: 100 }],
  },
  // The licensed maximum dose is 90 mg; a misplaced decimal point here kills.
  {
    quantity: '阿替普酶',
    names: '阿替普酶|rt-PA',
    units: [
      { unit: /^mg\/kg$/iu, low: 0.5, high: 1 },
      { unit: /^mg$/iu, low: 1, high: 90 },
    ],
  },
];

const UNIT = '(?:[a-zµμ]+(?:\\/[a-z]+)?|%|℃|°C|度|摄氏度|公斤|次\\/分钟?|\\/min)';
const PATTERNS = EXPECTATIONS.map(
  (expectation) =>
    [
      expectation,
      new RegExp(
        `(?<![A-Za-z])(?:${expectation.names})(?:约|为|是|[:\\uFF1A]|\\s)*(\\d+(?:\\.\\d+)?)\\s*(${UNIT})?`,
        'giu',
      ),
    ] as const,
);

export type SuspiciousMeasurement = {
  readonly quantity: string;
  readonly value: number;
  readonly unit: string;
};

/**
 * Numbers whose unit does not belong to the quantity or whose value no living patient has in that unit.
 * A number without a unit is left alone: a hint that is often wrong is soon not read.
 */
export function suspiciousMeasurements(text: string): SuspiciousMeasurement[] {
  return PATTERNS.flatMap(([{ quantity, units }, pattern]) =>
    [...text.matchAll(pattern)].flatMap(([, number, unit]) => {
      if (unit === undefined) return [];
      const value = Number(number);
      const plausible = units.some(
        (one) => one.unit.test(unit) && value >= one.low && value <= one.high,
      );
      return plausible ? [] : [{ quantity, value, unit }];
    }),
  );
}
