import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseEcg } from '../../../shared/domain/ecg/parseEcg';
import { buildWaveform } from '../../../shared/domain/ecg/testing/waveformBuilder';
import { appError } from '../../../shared/domain/errors';
import ecgTexts from '../../../shared/i18n/zh-CN/ecg.json';
import { err } from '../../../shared/lib/result';
import type { EcgSource } from '../../ports/ecgSource';
import type { CaliperMark, EcgPicture, EcgViewer } from '../../ports/ecgViewer';
import { EcgView } from './EcgView';
import { memorySource } from './testing/memorySource';

beforeAll(async () => {
  await i18next.use(initReactI18next).init({
    lng: 'zh-CN',
    resources: {
      'zh-CN': { ecg: ecgTexts, errors: {}, common: { retry: 'retry' }, caseTerms: {} },
    },
    interpolation: { escapeValue: false },
  });
  globalThis.ResizeObserver = class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
  // jsdom draws nothing and knows no pointer capture
  HTMLElement.prototype.setPointerCapture = () => undefined;
});
afterEach(cleanup);

const PX_PER_MM = 96 / 25.4;
const LIMBS = ['2:1', '2:2', '2:61', '2:62', '2:63', '2:64'];
const CHEST = ['2:3', '2:4', '2:5', '2:6', '2:7', '2:8'];

/** Ten seconds at 500 Hz of a saw-tooth of 0.8 s, 2.5 uV for one bit. */
const recorded = (leadCodes: readonly string[], calibrated = true, seconds = 10): ArrayBuffer =>
  buildWaveform({
    bitsAllocated: 16,
    interpretation: 'SS',
    samples: leadCodes.map(() => Array.from({ length: seconds * 500 }, (_, index) => index % 400)),
    leadCodes,
    ...(calibrated ? { sensitivity: { value: '2.5', unit: 'uV' } } : {}),
  });
const twelveLeads = recorded([...LIMBS, ...CHEST]);
const uncalibrated = recorded(['2:2'], false);

function show(source: EcgSource) {
  const pictures: EcgPicture[] = [];
  let marks: readonly CaliperMark[] = [];
  const viewer: EcgViewer = {
    mount: () => ({
      draw: (picture) => void pictures.push(picture),
      mark: (next) => {
        marks = next;
      },
      dispose: () => undefined,
    }),
    fillSvg: (group, picture) => group.setAttribute('data-footer', picture.footer),
  };
  const lanes = { mount: () => ({ kind: 'canvas' as const, draw: () => {}, dispose: () => {} }) };
  const printed: string[] = [];
  render(
    <EcgView
      source={source}
      viewer={viewer}
      lanes={lanes}
      head={{
        patientName: '李某军',
        sex: 'male',
        birthDate: null,
        requestNo: 'HZ1',
        hospitalName: '青禾县中医院',
        title: '心电图',
      }}
      onPrint={async () => {
        printed.push(document.querySelector('.ecg-print')?.textContent ?? '');
      }}
    />,
  );
  return { last: () => pictures.at(-1), marks: () => marks, printed };
}
const showFile = (bytes: ArrayBuffer) => show(memorySource(parseEcg(bytes)));

const press = (key: string, init: KeyboardEventInit = {}): void =>
  void fireEvent.keyDown(document.body, { key, ...init });

const drag = (from: readonly [number, number], to: readonly [number, number]): void => {
  const overlay = document.querySelector('.ecg-overlay');
  if (!overlay) throw new Error('no overlay');
  const at = ([xMm, yMm]: readonly [number, number], type: string): MouseEvent => {
    const event = new MouseEvent(type, { bubbles: true, button: 0 });
    Object.defineProperties(event, {
      offsetX: { value: xMm * PX_PER_MM },
      offsetY: { value: yMm * PX_PER_MM },
      pointerId: { value: 1 },
    });
    return event;
  };
  fireEvent(overlay, at(from, 'pointerdown'));
  fireEvent(overlay, at(to, 'pointermove'));
  fireEvent(overlay, at(to, 'pointerup'));
};

/** The line that tells what the caliper in hand reads. */
const reading = (): string => document.querySelector('.ecg-calipers')?.textContent ?? '';

describe('EcgView', () => {
  it('draws twelve leads and a rhythm strip and says what a square means', async () => {
    const { last } = showFile(twelveLeads);
    await screen.findByText('25 mm/s · 10 mm/mV');
    expect(screen.getByText('每小格 40 ms / 0.1 mV')).toBeTruthy();
    await waitFor(() => expect(last()?.sheet.strips).toHaveLength(13));
    expect(screen.getByText(/500 Hz · 10.0 s/u)).toBeTruthy();
    expect(screen.getByText(ecgTexts.screen.unmeasured)).toBeTruthy();
  });

  it('changes the sheet, its foot and its statement together', async () => {
    const { last } = showFile(twelveLeads);
    await screen.findByText('25 mm/s · 10 mm/mV');
    press('s');
    press('g');
    press('G', { shiftKey: true });
    await screen.findByText('50 mm/s · 肢导 20 mm/mV · 胸导 5 mm/mV');
    expect(last()?.sheet.speedMmPerS).toBe(50);
    expect(last()?.footer).toContain('50 mm/s · 肢导 20 mm/mV · 胸导 5 mm/mV · 本系统未滤波');
    press('4');
    press('b');
    await waitFor(() =>
      expect(
        last()
          ?.sheet.strips.map(({ trace }) => trace.label)
          .slice(0, 3),
      ).toEqual(['aVL', 'I', '−aVR']),
    );
  });

  it('measures in ms and mV from sample to sample, and corrects a QT by an RR', async () => {
    const { marks } = showFile(twelveLeads);
    await screen.findByText('25 mm/s · 10 mm/mV');
    drag([30, 20], [50, 15]);
    expect(reading()).toContain('800 ms');
    expect(reading()).toContain('75 次/分');
    // a whole period of the saw-tooth: both ends sit on equal samples
    expect(reading()).toContain('0.00 mV');
    expect(marks()[0]?.text).toContain('800 ms');
    press('r');
    drag([30, 50], [39, 50]);
    press('q');
    expect(reading()).toContain('360 ms');
    press('e');
    const table = await screen.findByRole('table');
    expect(within(table).getByText('402 ms')).toBeTruthy();
    expect(within(table).getAllByText('QTc Bazett')).toHaveLength(1);
  });

  it('nudges a caliper by single samples, repeats its interval and deletes it', async () => {
    const { marks } = showFile(twelveLeads);
    await screen.findByText('25 mm/s · 10 mm/mV');
    press('c');
    expect(reading()).toContain('400 ms');
    press('ArrowRight');
    expect(reading()).toContain('402 ms');
    press('ArrowLeft', { shiftKey: true });
    expect(reading()).toContain('382 ms');
    press('m');
    expect(marks()[0]?.marchXMm.length).toBeGreaterThan(5);
    press('Delete');
    expect(marks()).toEqual([]);
  });

  it('shows one lead alone and the next by the keyboard', async () => {
    const { last } = showFile(twelveLeads);
    await screen.findByText('25 mm/s · 10 mm/mV');
    press(']');
    await waitFor(() =>
      expect(last()?.sheet.strips.map(({ trace }) => trace.label)).toEqual(['I']),
    );
    press('[');
    await waitFor(() => expect(last()?.sheet.strips).toHaveLength(13));
  });

  it('says that nothing can be measured in mV where the file has no calibration', async () => {
    const { last } = showFile(uncalibrated);
    await screen.findByText(ecgTexts.unscaledAll);
    expect(screen.getByText('25 mm/s · 无毫伏刻度')).toBeTruthy();
    await waitFor(() => expect(last()?.sheet.pulses).toEqual([]));
    drag([30, 15], [50, 10]);
    expect(reading()).toContain('幅度不可测');
    press('e');
    await screen.findByRole('table');
    expect(document.body.textContent).not.toMatch(/[+−\d] mV|mm\/mV ·/u);
  });

  it('adds and marks the limb leads a recorder did not store', async () => {
    const { last } = showFile(recorded(['2:1', '2:2', ...CHEST]));
    await screen.findByText(/500 Hz/u);
    const derived = () => last()?.sheet.strips.filter(({ trace }) => trace.derived);
    await waitFor(() =>
      expect(derived()?.map(({ trace }) => trace.lead)).toEqual(['aVR', 'aVL', 'III', 'aVF']),
    );
  });

  it('names the filters that are on, on the sheet itself', async () => {
    const { last } = showFile(twelveLeads);
    await screen.findByText(ecgTexts.filter.off);
    press('k');
    fireEvent.click(await screen.findByText('0.5–40 Hz'));
    fireEvent.click(screen.getByText('陷波 50 Hz'));
    await waitFor(() => expect(last()?.footer).toContain('本系统滤波 0.5–40 Hz + 陷波 50 Hz'));
    expect(screen.getByText('滤波：0.5–40 Hz + 陷波 50 Hz')).toBeTruthy();
  });

  it('prints the sheet with the patient and what it is', async () => {
    const { printed } = showFile(twelveLeads);
    await screen.findByText('25 mm/s · 10 mm/mV');
    press('p', { ctrlKey: true });
    await waitFor(() => expect(printed).toHaveLength(1));
    expect(printed[0]).toContain('李某军');
    expect(printed[0]).toContain('第 1 / 1 页');
    await waitFor(() => expect(document.querySelector('.ecg-print')).toBeNull());
  });

  it('lists every key in the help', async () => {
    showFile(twelveLeads);
    await screen.findByText('25 mm/s · 10 mm/mV');
    press('?', { shiftKey: true });
    expect(await screen.findByText(ecgTexts.keys.caliper.march)).toBeTruthy();
  });

  it('shows a long recording as a whole', async () => {
    showFile(recorded(['2:2'], true, 130));
    expect(await screen.findByText(/全长 00:02:10 · 1 导联/u)).toBeTruthy();
    press('?', { shiftKey: true });
    expect(await screen.findByText(ecgTexts.keys.day.goTo)).toBeTruthy();
  });

  it.each(['ecg.damaged', 'ecg.unsupported'])('shows %s with its code', async (code) => {
    showFile(code === 'ecg.damaged' ? twelveLeads.slice(0, 5000) : new ArrayBuffer(4));
    expect((await screen.findByRole('alert')).textContent).toContain(code);
    expect(screen.queryByRole('img', { name: ecgTexts.sheet })).toBeNull();
  });

  it('offers to try again when the file could not be fetched', async () => {
    show({ open: async () => err(appError('unavailable', 'net.offline')) });
    expect(await screen.findByRole('button', { name: 'retry' })).toBeTruthy();
  });
});
