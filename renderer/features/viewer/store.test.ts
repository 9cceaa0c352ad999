import { describe, expect, it } from 'vitest';
import type { HangingProtocol } from '../../../shared/domain/imaging/hangingTable';
import type { DicomWebFetcher } from '../../ports/imageViewer';
import { allSets, createViewerStore, visibleSlots } from './store';

const element = (...Value: unknown[]) => ({ vr: 'UN', Value });
const image = (series: string) => ({
  '00080018': element(`${series}.1`),
  '00080060': element('CT'),
  '0020000E': element(series),
  '00280010': element(2),
  '00280011': element(2),
});

type Answer = () => Promise<Response> | Response;
const json = (value: unknown): Response => new Response(JSON.stringify(value));

/** Studies by UID with their series UIDs; `answers` overrides single paths. */
function fakeFetcher(
  studies: Record<string, string[]>,
  answers: Record<string, Answer> = {},
): DicomWebFetcher {
  return async (path) => {
    const own = answers[path];
    if (own) return own();
    const [, , study = '', , series] = path.split('/');
    const known = studies[study];
    if (!known) return new Response('{}', { status: 404 });
    return json(
      series === undefined
        ? known.map((uid, i) => ({ ...image(uid), '00200011': element(i) }))
        : [image(series)],
    );
  };
}

/** Ids of the sets on screen, from the first place to the last that has one. */
const shown = (store: ReturnType<typeof createViewerStore>) =>
  store.getState().assigned.flatMap((assignment) => assignment?.setId ?? []);

describe('the viewer store', () => {
  it('loads the studies and puts the first picture on screen', async () => {
    const store = createViewerStore({ fetcher: fakeFetcher({ a: ['a1', 'a2'] }) });
    await store.getState().openStudies(['a']);
    expect(
      allSets(store.getState().studies).map(({ seriesInstanceUid }) => seriesInstanceUid),
    ).toEqual(['a1', 'a2']);
    expect(shown(store)).toEqual(['a1/stack']);
  });

  it('fills new slots with pictures not shown yet and keeps what the person chose', async () => {
    const store = createViewerStore({ fetcher: fakeFetcher({ a: ['a1', 'a2', 'a3'] }) });
    await store.getState().openStudies(['a']);
    store.getState().assign(0, 'a3/stack');
    store.getState().setLayout('1x2');
    expect(shown(store)).toEqual(['a3/stack', 'a1/stack']);
  });

  it('does not let a later study that answers sooner take the first slot', async () => {
    let answer: (response: Response) => void = () => undefined;
    const slow = new Promise<Response>((resolve) => (answer = resolve));
    const fetcher = fakeFetcher({ a: ['a1'], b: ['b1'] }, { '/studies/a/series': () => slow });
    const store = createViewerStore({ fetcher });
    const opening = store.getState().openStudies(['a', 'b']);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(store.getState().assigned[0]).toBeNull();
    answer(json([image('a1')]));
    await opening;
    expect(shown(store)[0]).toBe('a1/stack');
  });

  it('shows the other series when one of them cannot be read, and says how many could not', async () => {
    const fetcher = fakeFetcher(
      { a: ['a1', 'a2'] },
      { '/studies/a/series/a1/metadata': () => new Response('', { status: 500 }) },
    );
    const store = createViewerStore({ fetcher });
    await store.getState().openStudies(['a']);
    expect(store.getState().studies[0]?.load).toMatchObject({
      status: 'ready',
      sets: [{ seriesInstanceUid: 'a2' }],
      failures: [{ seriesInstanceUid: 'a1', error: { code: 'server.internal' } }],
    });
  });

  it.each([
    ['a study the server lacks', {}, 'dicom.notFound'],
    ['a study without series', { '/studies/a/series': () => json([]) }, 'dicom.notFound'],
    [
      'no connection',
      { '/studies/a/series': () => Promise.reject(new TypeError('failed')) },
      'net.offline',
    ],
    [
      'an answer that is not DICOM JSON',
      { '/studies/a/series': () => json([{ x: 1 }]) },
      'net.badResponse',
    ],
    [
      'a page instead of JSON',
      { '/studies/a/series': () => new Response('<html>') },
      'net.badResponse',
    ],
  ])('fails by name on %s', async (_what, answers, code) => {
    const store = createViewerStore({
      fetcher: fakeFetcher({}, answers),
    });
    await store.getState().openStudies(['a']);
    expect(store.getState().studies[0]?.load).toMatchObject({ status: 'failed', error: { code } });
  });

  it('tries a failed study again', async () => {
    let broken = true;
    const fetcher = fakeFetcher(
      { a: ['a1'] },
      {
        '/studies/a/series': () =>
          broken ? new Response('', { status: 503 }) : json([image('a1')]),
      },
    );
    const store = createViewerStore({ fetcher });
    await store.getState().openStudies(['a']);
    broken = false;
    await store.getState().retryStudy('a');
    expect(shown(store)[0]).toBe('a1/stack');
  });

  it('forgets a study that left the case, also from the slots', async () => {
    const store = createViewerStore({ fetcher: fakeFetcher({ a: ['a1'], b: ['b1'] }) });
    await store.getState().openStudies(['a', 'b']);
    await store.getState().openStudies(['b']);
    expect(store.getState().studies.map(({ studyInstanceUid }) => studyInstanceUid)).toEqual(['b']);
    expect(shown(store)).not.toContain('a1/stack');
  });

  it('hangs the pictures once all studies have answered, and not again over what a person arranged', async () => {
    const pair: HangingProtocol = {
      id: 'pair',
      when: { modality: ['CT'] },
      layout: '1x2',
      slots: [
        { study: 'current', modality: ['CT'], preset: 'lung' },
        { study: 'prior', modality: ['CT'] },
      ],
    };
    const fetcher = fakeFetcher({ a: ['a1'], b: ['b1'], c: ['c1'] });
    const store = createViewerStore({ fetcher, protocols: () => [pair] });
    await store.getState().openStudies(['a', 'b']);
    const { layout, hangingId, assigned } = store.getState();
    expect([layout, hangingId, assigned[0], shown(store)]).toEqual([
      '1x2',
      'pair',
      { setId: 'a1/stack', index: 0, preset: 'lung' },
      ['a1/stack', 'b1/stack'],
    ]);
    const tall = createViewerStore({ fetcher, protocols: () => [pair], isTall: () => true });
    await tall.getState().openStudies(['a', 'b']);
    expect([tall.getState().layout, shown(tall)]).toEqual(['2x1', ['a1/stack', 'b1/stack']]);
    store.getState().assign(1, 'a1/stack');
    await store.getState().openStudies(['a', 'b', 'c']);
    expect(shown(store)).toEqual(['a1/stack', 'a1/stack']);
    expect(store.getState().hangingId).toBeNull();
  });

  it('shows one place alone and comes back to the layout', () => {
    const store = createViewerStore({ fetcher: fakeFetcher({}) });
    store.getState().setLayout('2x2');
    store.getState().maximise(2);
    expect([visibleSlots(store.getState()), store.getState().active]).toEqual([[2], 2]);
    store.getState().maximise(null);
    expect(visibleSlots(store.getState())).toEqual([0, 1, 2, 3]);
  });

  it('moves the active slot into a smaller layout', () => {
    const store = createViewerStore({ fetcher: fakeFetcher({}) });
    store.getState().setLayout('2x2');
    store.getState().activate(3);
    store.getState().setLayout('1x2');
    expect(store.getState().active).toBe(1);
  });

  it('holds plain data only', async () => {
    const store = createViewerStore({ fetcher: fakeFetcher({ a: ['a1'] }) });
    await store.getState().openStudies(['a']);
    const { studies, assigned, slots, layout, active, tool, helpOpen } = store.getState();
    const data = { studies, assigned, slots, layout, active, tool, helpOpen };
    expect(structuredClone(data)).toEqual(data);
  });
});
