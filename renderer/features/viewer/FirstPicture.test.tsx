import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { createInstance } from 'i18next';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import zh from '../../../shared/i18n/zh-CN/viewer.json';
import type { DicomWebFetcher, ImageViewer, ImageViewerFactory } from '../../ports/imageViewer';
import { ImageWorkspace } from './ImageWorkspace';
import { fakeViewerFactory } from './testing/fakeViewer';

const element = (...Value: unknown[]) => ({ vr: 'UN', Value });
const WINDOW = { '00281050': element(40), '00281051': element(400) };
const image = (series: string, more: object) => ({
  '00080018': element(`${series}.1`),
  '00080060': element('CT'),
  '0008103E': element(`序列 ${series}`),
  '0020000E': element(series),
  '00280004': element('MONOCHROME2'),
  '00280010': element(2),
  '00280011': element(2),
  '00280100': element(16),
  ...more,
});

const i18n = createInstance();
const STUDIES = [{ studyInstanceUid: '1' }];
const note = () => screen.queryByText(zh.pane.first);

beforeEach(async () => {
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addListener: vi.fn(),
    removeListener: vi.fn(),
  }));
  vi.stubGlobal('createImageBitmap', async () => ({ width: 2, height: 2, close: () => undefined }));
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  await i18n.use(initReactI18next).init({
    lng: 'zh-CN',
    resources: { 'zh-CN': { viewer: zh } },
    interpolation: { escapeValue: false },
  });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A workspace whose viewer is made when `finish` is called, and not before. */
function open({
  more = WINDOW,
  pictureStatus = 200,
}: { more?: object; pictureStatus?: number } = {}) {
  const asked: string[] = [];
  const fetcher: DicomWebFetcher = async (path, { accept }) => {
    if (path.endsWith('/thumbnail')) return new Response('', { status: 404 });
    if (path.includes('/rendered')) {
      asked.push(`${accept} ${path}`);
      return new Response('', { status: pictureStatus });
    }
    const series = path.split('/')[4];
    const answer = series ? [image(series, more)] : [image('s1', more), image('s2', more)];
    return new Response(JSON.stringify(answer));
  };
  const fake = fakeViewerFactory();
  const begun = vi.fn();
  let finish: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (finish = resolve));
  const viewerFactory: ImageViewerFactory = async (options): Promise<ImageViewer> => {
    begun();
    await held;
    return fake.factory(options);
  };
  render(
    <I18nextProvider i18n={i18n}>
      <ImageWorkspace
        studies={STUDIES}
        fetcher={fetcher}
        viewerFactory={viewerFactory}
        keyImages={[]}
        onKeyImage={() => undefined}
        measurements={[]}
        onMeasurementsChange={() => undefined}
      />
    </I18nextProvider>,
  );
  return { asked, begun, finish };
}

describe('the picture before the viewer', () => {
  it('is the one the viewer opens with, drawn before it starts, and gone once it shows the same', async () => {
    const { asked, begun, finish } = open();
    await waitFor(() => expect(begun).toHaveBeenCalledOnce());
    expect(asked).toEqual(['image/png /studies/1/series/s1/instances/s1.1/frames/1/rendered']);
    expect(note()).toBeTruthy();
    finish();
    await screen.findByText('1 / 1');
    expect(note()).toBeNull();
  });

  it('is as many pictures as the arrangement has places, in the windows they are going to have', async () => {
    const { asked, begun } = open({ more: { ...WINDOW, '00180015': element('CHEST') } });
    await waitFor(() => expect(begun).toHaveBeenCalledOnce());
    expect(asked.map((one) => one.split('/rendered')[1])).toEqual([
      '?window=-600,1500,linear',
      '?window=50,350,linear',
    ]);
  });

  it.each([
    ['without a window of its own', {}],
    ['with a curved window', { ...WINDOW, '00281056': element('SIGMOID') }],
    ['through a table', { ...WINDOW, '00283010': element({}) }],
    ['in colour', { ...WINDOW, '00280004': element('RGB') }],
    ['of an enhanced object', { ...WINDOW, '52009229': element({}) }],
  ])('is left to the viewer for an image %s', async (_, more) => {
    const { asked, begun } = open({ more });
    await waitFor(() => expect(begun).toHaveBeenCalledOnce());
    expect([asked, note()]).toEqual([[], null]);
  });

  it('does not keep the viewer waiting when it cannot be had', async () => {
    const { begun } = open({ pictureStatus: 406 });
    await waitFor(() => expect(begun).toHaveBeenCalledOnce());
  });

  it('leaves when another series is asked for, and never comes back', async () => {
    const { asked, begun } = open();
    await waitFor(() => expect(begun).toHaveBeenCalledOnce());
    fireEvent.click(screen.getByText('序列 s2'));
    expect(note()).toBeNull();
    fireEvent.click(screen.getByText('序列 s1'));
    expect(note()).toBeNull();
    expect(asked).toHaveLength(1);
  });
});
