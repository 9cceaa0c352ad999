import { createInstance } from 'i18next';
import { StrictMode, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { ecgCanvas } from '../../renderer/adapters/ecgCanvas/index';
import { EcgView, type EcgHead } from '../../renderer/features/ecg/index';
import { ecgLanes } from '../../renderer/adapters/ecgLanes/index';
import { longSource, memorySource } from '../../renderer/features/ecg/testing/memorySource';
import type { EcgSource } from '../../renderer/ports/ecgSource';
import { ThemeRoot } from '../../renderer/ui/ThemeSurface';
import '../../renderer/ui/tokens.css';
import type { LeadName } from '../../shared/domain/ecg/leads';
import { ok } from '../../shared/lib/result';
import { parseEcg } from '../../shared/domain/ecg/parseEcg';
import { squareWave } from './squareWave';
import { createSyntheticDay, type Spike } from './syntheticDay';
import caseTermsEn from '../../shared/i18n/en/caseTerms.json';
import commonEn from '../../shared/i18n/en/common.json';
import ecgEn from '../../shared/i18n/en/ecg.json';
import errorsEn from '../../shared/i18n/en/errors.json';
import caseTerms from '../../shared/i18n/zh-CN/caseTerms.json';
import common from '../../shared/i18n/zh-CN/common.json';
import ecg from '../../shared/i18n/zh-CN/ecg.json';
import errors from '../../shared/i18n/zh-CN/errors.json';

/** The ECG view alone: `?file=` an ECG file under `/data/`, or `?hours=` of a synthetic long recording. */
const query = new URLSearchParams(location.search);
const file = query.get('file') ?? '';

const i18n = createInstance();
void i18n.use(initReactI18next).init({
  lng: query.get('lng') ?? 'zh-CN',
  fallbackLng: 'zh-CN',
  resources: {
    en: { ecg: ecgEn, errors: errorsEn, common: commonEn, caseTerms: caseTermsEn },
    'zh-CN': { ecg, errors, common, caseTerms },
  },
  interpolation: { escapeValue: false },
});

const hours = Number(query.get('hours') ?? 0);
const list = (name: string): string[] | undefined => query.get(name)?.split(',');
const number = (name: string, usual: number): number => Number(query.get(name) ?? usual);

const day =
  hours > 0
    ? createSyntheticDay({
        hours,
        leads: number('leads', 12),
        events: number('events', 40),
        delayMs: number('delay', 0),
        spikes: JSON.parse(query.get('spikes') ?? '[]') as Spike[],
      })
    : null;
Object.assign(window, { day });

/** Several files, such as those of a WFDB record, are separated by commas. */
const fileSource = (names: string): EcgSource => ({
  async open(object, signal) {
    const parts = await Promise.all(
      names.split(',').map(async (name) => {
        const reply = await fetch(`/data/${name}`, { signal });
        return {
          name: name.replace(/^.*\//, ''),
          bytes: new Uint8Array(await reply.arrayBuffer()),
        };
      }),
    );
    return memorySource(parseEcg(parts)).open(object, signal);
  },
});
const priorFile = query.get('prior');
const priors =
  priorFile === null
    ? []
    : [
        {
          id: 'prior',
          title: priorFile,
          when: '2026-03-01',
          isVerified: true,
          source: fileSource(priorFile),
        },
      ];

const source = day
  ? longSource(day.manifest, day.long)
  : query.get('signal') === 'square'
    ? memorySource(
        ok(squareWave(list('leads') as LeadName[] | undefined, new Set(list('uncalibrated')))),
      )
    : fileSource(file);

const head: EcgHead = {
  patientName: '李某军',
  sex: 'male',
  birthDate: '1968-04-12',
  requestNo: 'HZ20261124-0231',
  hospitalName: '青禾县中医院',
  title: file === '' ? '动态心电图' : file,
};

const print = async (): Promise<void> => {
  Object.assign(window, { printed: true });
  // held until the page's driver has taken its PDF
  await new Promise((resolve) => Object.assign(window, { endPrint: resolve }));
};

function Page(): ReactElement {
  return (
    <ThemeRoot mode="light" language="zh-CN">
      <EcgView
        source={source}
        viewer={ecgCanvas}
        lanes={ecgLanes}
        priors={priors}
        head={head}
        onPrint={print}
      />
    </ThemeRoot>
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <Page />
    </I18nextProvider>
  </StrictMode>,
);
