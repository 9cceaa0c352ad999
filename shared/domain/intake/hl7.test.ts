import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHl7, valueAt } from './hl7Message';
import { recordOfHl7 } from './hl7Records';
import { labResultSchema } from './payload';

const MSH = 'MSH|^~\\&|LIS|HOSP|EHR|REF|20260301103000||';
const only = (text: string) => {
  const parsed = parseHl7(text);
  if (!parsed.ok) throw new Error(parsed.error.reason);
  const [message] = parsed.value;
  if (!message) throw new Error('no message');
  return message;
};
const record = (...lines: string[]) => recordOfHl7(only(lines.join('\r')));

describe('parseHl7', () => {
  it('counts MSH as the standard does', () => {
    const message = only(`${MSH}ORU^R01|77|P|2.4`);
    const header = message.segments[0];
    expect([
      valueAt(message, header, 3),
      valueAt(message, header, 9, 2),
      valueAt(message, header, 12),
    ]).toEqual(['LIS', 'R01', '2.4']);
  });

  it.each(['\r', '\n', '\r\n', '\r\r\n'])('splits segments at %j', (end) => {
    expect(only([`${MSH}ADT^A01`, 'PID|1', 'PV1|1'].join(end)).segments).toHaveLength(3);
  });

  it('follows delimiters of the sender’s own', () => {
    const message = only('MSH#*!@%#A#B\rPID#1##9*x!8##王@F@*小明');
    expect(valueAt(message, message.segments[1], 5)).toBe('王#');
    expect(valueAt(message, message.segments[1], 5, 2)).toBe('小明');
  });

  it('resolves escapes and keeps those it does not know', () => {
    const message = only(
      `${MSH}MDM^T02\rOBX|1|TX|||a\\F\\b\\S\\\\T\\\\R\\\\E\\ c\\.br\\d\\H\\e\\N\\ \\X41\\ \\Zq\\`,
    );
    expect(valueAt(message, message.segments[1], 5)).toBe('a|b^&~\\ c\nde A \\Zq\\');
  });

  it('leaves batch envelopes out', () => {
    const parsed = parseHl7(
      `FHS|^~\\&\rBHS|^~\\&\r${MSH}ORU^R01\rOBX|1\r${MSH}ORU^R01\rBTS|2\rFTS|1`,
    );
    expect(parsed.ok && parsed.value.map(({ segments }) => segments.length)).toEqual([2, 1]);
  });

  it.each([
    ['', 'noHeader'],
    ['PID|1', 'noHeader'],
    ['MSH', 'badDelimiters'],
    ['MSH|||||', 'badDelimiters'],
    ['FHS|^~\\&', 'noHeader'],
  ])('refuses %j', (text, reason) => {
    expect(parseHl7(text)).toEqual({ ok: false, error: { reason } });
  });

  it('answers any text', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('M', 'S', 'H', '|', '^', '~', '\\', '&', '\r', 'X', '4', '王'),
        }),
        (tail) => {
          const parsed = parseHl7(`MSH|^~\\&|${tail}`);
          if (parsed.ok)
            for (const message of parsed.value) expect(recordOfHl7(message).type).toBeDefined();
        },
      ),
    );
  });
});

describe('recordOfHl7', () => {
  const pid = 'PID|1||7^^^H~41010219580312^^^CN||王^小明||19580312|M';

  it('makes a table of laboratory results, nothing converted', () => {
    const lab = record(
      `${MSH}ORU^R01`,
      pid,
      'OBR|1|||CBC^血常规|||20260301080000',
      'OBX|1|NM|WBC^白细胞||12.5|10*9/L|3.5-9.5|H|||F|||20260301090000',
      'NTE|1||复查',
      'OBX|2|SN|CRP^C反应蛋白||<^0.5|mg/L|0-10|N|||F',
      'OBX|3|CE|HBSAG^乙肝表面抗原||NEG^阴性||阴性||||F',
    );
    expect(lab).toMatchObject({
      type: 'ORU^R01',
      title: '血常规',
      occurredAt: '2026-03-01T00:00:00.000Z',
      identity: {
        names: ['王^小明'],
        birthDate: '19580312',
        sex: 'M',
        patientIds: ['7', '41010219580312'],
      },
    });
    const results = lab.content?.kind === 'lab' ? lab.content.results : [];
    expect(
      results.map(({ name, value, numeric, unit, flag }) => [name, value, numeric, unit, flag]),
    ).toEqual([
      ['白细胞', '12.5', 12.5, '10*9/L', 'high'],
      ['C反应蛋白', '<0.5', null, 'mg/L', 'normal'],
      ['乙肝表面抗原', '阴性', null, '', null],
    ]);
    expect(results[0]).toMatchObject({
      note: '复查',
      panel: '血常规',
      observedAt: '2026-03-01T01:00:00.000Z',
    });
    for (const result of results) expect(labResultSchema.parse(result)).toEqual(result);
  });

  it('makes a note of a report in free text, one section per heading', () => {
    const report = record(
      `${MSH}ORU^R01`,
      'OBR|1|||CT^胸部CT',
      'OBX|1|TX|F^影像所见||第一行',
      'OBX|2|TX|F^影像所见||第二行~第三行',
      'OBX|3|FT|I^诊断意见||肺炎\\.br\\建议复查',
    );
    expect(report.content).toEqual({
      kind: 'note',
      sections: [
        { key: 'report', title: '影像所见', text: '第一行\n第二行\n第三行' },
        { key: 'report', title: '诊断意见', text: '肺炎\n建议复查' },
      ],
    });
  });

  it('leaves encapsulated files to the download', () => {
    const lab = record(`${MSH}ORU^R01`, 'OBX|1|ED|PDF^报告||^APPLICATION^PDF^Base64^JVBERi0');
    expect(lab.content?.kind === 'lab' && lab.content.results[0]?.value).toBe('');
  });

  it('makes a note of an admission and of a document', () => {
    const admission = record(
      `${MSH}ADT^A01`,
      pid,
      'PV1|1|I|内科^3^12',
      'DG1|1||J18.9^肺炎',
      'DG1|2||I10^高血压',
      'AL1|1||^青霉素',
    );
    expect(
      admission.content?.kind === 'note' &&
        admission.content.sections.map(({ key, text }) => [key, text]),
    ).toEqual([
      ['visit', '内科 3 12'],
      ['diagnosis', '肺炎\n高血压'],
      ['allergy', '青霉素'],
    ]);
    expect(record(`${MSH}MDM^T02`, 'TXA|1|DS^出院小结||20260301')).toMatchObject({
      title: '出院小结',
      occurredAt: '2026-02-28T16:00:00.000Z',
    });
  });

  it('finds no material in messages about orders and appointments', () => {
    expect(record(`${MSH}SIU^S12`, pid).content).toBeNull();
  });
});
