// Writes the synthetic waveform as a 12-lead ECG object (PS3.3 A.34.3) through a DCMTK text dump.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { anteriorStemi, interleaved, LEADS, SENSITIVITY_UV, stLevel } from './ecgWave.mjs';
import { run } from './run.mjs';

const EXPECTED_ST_MV = { V1: 0.3, V2: 0.5, V3: 0.5, V4: 0.4, III: -0.18, aVF: -0.13 };

const code = (value, scheme, meaning) => [
  `(fffe,e000) na`,
  `(0008,0100) SH [${value}]`,
  `(0008,0102) SH [${scheme}]`,
  `(0008,0104) LO [${meaning}]`,
  `(fffe,e00d) na`,
];
const sequence = (tag, lines) => [`${tag} SQ`, ...lines, '(fffe,e0dd) na'];

const channel = ([name, mdc]) => [
  '(fffe,e000) na',
  ...sequence('(003a,0208)', code(mdc, 'MDC', `Lead ${name}`)),
  `(003a,0210) DS [${SENSITIVITY_UV}]`,
  ...sequence('(003a,0211)', code('uV', 'UCUM', 'microvolt')),
  '(003a,0212) DS [1]',
  '(003a,0213) DS [0]',
  '(003a,0215) DS [0]',
  '(003a,021a) US 16',
  '(003a,0220) DS [0.05]',
  '(003a,0221) DS [150]',
  '(fffe,e00d) na',
];

export function writeStemiEcg(file, workFolder) {
  const wave = anteriorStemi();
  for (const [lead, expected] of Object.entries(EXPECTED_ST_MV)) {
    const measured = stLevel(wave, lead);
    if (Math.abs(measured - expected) > 0.06) {
      throw new Error(`lead ${lead}: ST ${measured.toFixed(3)} mV, the case text says ${expected}`);
    }
  }
  const raw = path.join(workFolder, 'wave.raw');
  const bytes = interleaved(wave);
  writeFileSync(raw, bytes);
  const dump = [
    '(0002,0002) UI [1.2.840.10008.5.1.4.1.1.9.1.1]',
    '(0002,0010) UI [1.2.840.10008.1.2.1]',
    '(0008,0016) UI [1.2.840.10008.5.1.4.1.1.9.1.1]',
    '(0008,0018) UI [2.25.1]',
    '(0008,0060) CS [ECG]',
    '(0008,0070) LO [Huizhen]',
    '(0008,1090) LO [Synthetic 12-lead]',
    ...sequence('(0040,0555)', [
      '(fffe,e000) na',
      '(0040,a040) CS [CODE]',
      ...sequence('(0040,a043)', code('10:11345', 'MDC', 'Lead System')),
      ...sequence('(0040,a168)', code('10:11265', 'MDC', 'Standard 12-lead')),
      '(fffe,e00d) na',
    ]),
    ...sequence('(0040,b020)', [
      '(fffe,e000) na',
      '(0040,a0b0) US 1\\0',
      '(0040,a180) US 0',
      '(0070,0006) ST [合成示例波形:前壁导联 V1-V4 ST 段抬高]',
      '(fffe,e00d) na',
    ]),
    ...sequence('(5400,0100)', [
      '(fffe,e000) na',
      '(0018,1068) DS [0]',
      '(003a,0004) CS [ORIGINAL]',
      `(003a,0005) US ${LEADS.length}`,
      `(003a,0010) UL ${bytes.length / 2 / LEADS.length}`,
      `(003a,001a) DS [${wave.samplesPerS}]`,
      '(003a,0020) SH [RHYTHM]',
      ...sequence('(003a,0200)', LEADS.flatMap(channel)),
      '(5400,1004) US 16',
      '(5400,1006) CS [SS]',
      `(5400,1010) OW =${raw}`,
      '(fffe,e00d) na',
    ]),
  ];
  const text = path.join(workFolder, 'ecg.dump');
  writeFileSync(text, `${dump.join('\n')}\n`);
  run('dump2dcm', ['-q', '+te', text, file]);
}
