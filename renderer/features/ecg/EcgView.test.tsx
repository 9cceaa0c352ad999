import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { appError, type AppError } from '../../../shared/domain/errors';
import { buildWaveform } from '../../../shared/domain/ecg/testing/waveformBuilder';
import ecgTexts from '../../../shared/i18n/zh-CN/ecg.json';
import { ok, err, type Result } from '../../../shared/lib/result';
import type { EcgPicture, EcgViewer } from '../../ports/ecgViewer';
import { EcgView } from './EcgView';

beforeAll(async () => {
  await i18next.use(initReactI18next).init({
    lng: 'zh-CN',
    resources: { 'zh-CN': { ecg: ecgTexts, errors: {}, common: { retry: 'retry' } } },
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

/** Ten seconds at 500 Hz of a saw-tooth, 2.5 uV for one bit. */
const recorded = (leadCodes: readonly string[], calibrated = true): ArrayBuffer =>
  buildWaveform({
    bitsAllocated: 16,
    interpretation: 'SS',
    samples: leadCodes.map(() => Array.from({ length: 5000 }, (_, index) => index % 400)),
    leadCodes,
    ...(calibrated ? { sensitivity: { value: '2.5', unit: 'uV' } } : {}),
  });
const twelveLeads = recorded([...LIMBS, ...CHEST]);

function show(result: Result<ArrayBuffer, AppError>) {
  const pictures: EcgPicture[] = [];
  const viewer: EcgViewer = {
    mount: () => ({ draw: (picture) => pictures.push(picture), dispose: () => undefined }),
  };
  const load = async () => result;
  render(<EcgView load={load} viewer={viewer} />);
  return { last: () => pictures.at(-1) };
}

const drag = (from: readonly [number, number], to: readonly [number, number]): void => {
  const sheet = screen.getByRole('img', { name: ecgTexts.sheet });
  const at = ([xMm, yMm]: readonly [number, number], type: string): MouseEvent => {
    const event = new MouseEvent(type, { bubbles: true });
    Object.defineProperties(event, {
      offsetX: { value: xMm * PX_PER_MM },
      offsetY: { value: yMm * PX_PER_MM },
      pointerId: { value: 1 },
    });
    return event;
  };
  fireEvent(sheet, at(from, 'pointerdown'));
  fireEvent(sheet, at(to, 'pointermove'));
  fireEvent(sheet, at(to, 'pointerup'));
};

const uncalibrated = recorded(['2:2'], false);

describe('EcgView', () => {
  it('draws twelve leads and a rhythm strip and says what a square means', async () => {
    const { last } = show(ok(twelveLeads));
    await screen.findByText('25 mm/s · 10 mm/mV · 每小格 40 ms / 0.1 mV');
    await waitFor(() => expect(last()?.sheet.strips).toHaveLength(13));
    expect(screen.getByText(/500 Hz · 10.0 s/u)).toBeTruthy();
  });

  it('changes the sheet and its statement together', async () => {
    const { last } = show(ok(twelveLeads));
    fireEvent.click(await screen.findByText('50 mm/s'));
    fireEvent.click(screen.getByText('20 mm/mV'));
    expect(screen.getByText('50 mm/s · 20 mm/mV · 每小格 20 ms / 0.05 mV')).toBeTruthy();
    await waitFor(() =>
      expect(last()?.settings).toMatchObject({ speedMmPerS: 50, gainMmPerMv: 20 }),
    );
  });

  it('measures in ms and mV, and corrects QT by a noted RR', async () => {
    show(ok(twelveLeads));
    await screen.findByText(/25 mm\/s · 10 mm\/mV/u);
    drag([30, 20], [55, 15]);
    expect(screen.getByText('1000 ms')).toBeTruthy();
    expect(screen.getByText('+0.50 mV')).toBeTruthy();
    expect(screen.getByText('60 次/分')).toBeTruthy();
    fireEvent.click(screen.getByText('记为 RR'));
    drag([30, 20], [40, 21]);
    expect(screen.getByText(/QTc 400 ms/u)).toBeTruthy();
    expect(screen.getByText('-0.10 mV')).toBeTruthy();
  });

  it('says that nothing can be measured in mV where the file has no calibration', async () => {
    const { last } = show(ok(uncalibrated));
    await screen.findByText(ecgTexts.unscaledAll);
    fireEvent.click(screen.getByText('12×1'));
    expect(screen.getByText(/无毫伏刻度$/u)).toBeTruthy();
    await waitFor(() => expect(last()?.sheet.pulses).toEqual([]));
    drag([30, 20], [35, 15]);
    expect(screen.getByText('幅度不可测')).toBeTruthy();
    expect(screen.queryByText(/[+-]\d.* mV/u)).toBeNull();
  });

  it('adds and marks the limb leads a recorder did not store', async () => {
    const { last } = show(ok(recorded(['2:1', '2:2', ...CHEST])));
    await screen.findByText(/500 Hz/u);
    const derived = () => last()?.sheet.strips.filter(({ trace }) => trace.derived);
    await waitFor(() =>
      expect(derived()?.map(({ trace }) => trace.lead)).toEqual(['aVR', 'aVL', 'III', 'aVF']),
    );
  });

  it.each(['ecg.damaged', 'ecg.unsupported'])('shows %s with its code', async (code) => {
    const bytes = code === 'ecg.damaged' ? twelveLeads.slice(0, 5000) : new ArrayBuffer(4);
    show(ok(bytes));
    expect((await screen.findByRole('alert')).textContent).toContain(code);
    expect(screen.queryByRole('img', { name: ecgTexts.sheet })).toBeNull();
  });

  it('offers to try again when the file could not be fetched', async () => {
    show(err(appError('unavailable', 'net.offline')));
    expect(await screen.findByRole('button', { name: 'retry' })).toBeTruthy();
  });
});
