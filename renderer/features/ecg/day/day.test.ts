import { describe, expect, it } from 'vitest';
import { clockText, dayOf, momentText, parseMoment, secondOfDay } from './clock';
import { createDayStore, goTo, openPage } from './dayStore';
import { axisStepS, centreOn, clampView, scrollBy, zoomAt } from './dayView';
import { eventMarks, notesIn } from './eventMarks';
import { eventTicks, rateScale, trendPaths } from './trend';

const DAY_S = 86_400;
const START = secondOfDay('2026-11-23T08:15:00') ?? 0;

describe('the window of a long recording', () => {
  it('stays inside the recording and never shows less than a second', () => {
    expect(clampView({ startS: -5, spanS: 10 }, DAY_S)).toEqual({ startS: 0, spanS: 10 });
    expect(clampView({ startS: DAY_S, spanS: 10 }, DAY_S)).toEqual({
      startS: DAY_S - 10,
      spanS: 10,
    });
    expect(clampView({ startS: 5, spanS: 0.1 }, DAY_S).spanS).toBe(1);
    expect(clampView({ startS: 5, spanS: 1e9 }, DAY_S)).toEqual({ startS: 0, spanS: DAY_S });
    expect(clampView({ startS: 0, spanS: 10 }, 0.4)).toEqual({ startS: 0, spanS: 0.4 });
  });

  it('zooms about a moment that stays where it is', () => {
    const view = zoomAt({ startS: 100, spanS: 100 }, 50, 125, DAY_S);
    expect(view).toEqual({ startS: 112.5, spanS: 50 });
    expect((125 - view.startS) / view.spanS).toBe(0.25);
  });

  it('scrolls and centres', () => {
    expect(scrollBy({ startS: 10, spanS: 10 }, 5, 100).startS).toBe(15);
    expect(centreOn({ startS: 0, spanS: DAY_S }, 5000, DAY_S, 30)).toEqual({
      startS: 4985,
      spanS: 30,
    });
  });

  it('has an axis whose lines stand apart', () => {
    expect(axisStepS(10, 1000, 80)).toBe(1);
    expect(axisStepS(DAY_S, 1000, 80)).toBe(7200);
    expect(axisStepS(1, 1000, 80)).toBe(0.2);
  });
});

describe('clock times', () => {
  it('run through midnight', () => {
    expect(momentText(0, START)).toBe('08:15:00');
    expect(momentText(16 * 3600, START)).toBe('00:15:00');
    expect([dayOf(0, START), dayOf(16 * 3600, START)]).toEqual([1, 2]);
    expect(momentText(3725, null)).toBe('01:02:05');
  });

  it('never show sixty seconds', () => {
    expect(clockText(59.999)).toBe('00:01:00');
    expect(clockText(59.96, 0.1)).toBe('00:01:00.0');
  });

  it.each([
    ['08:15', 0],
    ['13:05:20', 17_420],
    ['１３:05', null],
    ['00:15:00', 57_600],
    ['+1:00:00', 3600],
    ['+1:00:00.5', 3600.5],
    ['+25:00:00', null],
    ['24:01', null],
    ['12:60', null],
    ['noon', null],
    ['', null],
  ])('%j typed is second %s', (text, expected) => {
    expect(parseMoment(text, START, DAY_S, 0)).toBe(expected);
  });

  it('mean the day that is shown where a recording has two of them', () => {
    expect(parseMoment('09:00', START, 2 * DAY_S, 0)).toBe(2700);
    expect(parseMoment('09:00', START, 2 * DAY_S, DAY_S)).toBe(DAY_S + 2700);
  });

  it('count from the start where the recorder kept no clock', () => {
    expect(secondOfDay(null)).toBeNull();
    expect(parseMoment('01:00:00', null, DAY_S, 0)).toBe(3600);
  });
});

describe('pages of lines', () => {
  const day = () => {
    const store = createDayStore(DAY_S, [0, 1]);
    store.getState().set({ pageS: 30 * 60 });
    return store;
  };

  it('begin with whole lines and end with the recording', () => {
    const store = day();
    store.getState().setPage(3671);
    expect(store.getState().pageStartS).toBe(3660);
    store.getState().setPage(1e9);
    expect(store.getState().pageStartS).toBe(DAY_S - 1800);
    store.getState().setPage(-4);
    expect(store.getState().pageStartS).toBe(0);
  });

  it('turn to a moment only when it is not on them', () => {
    const store = day();
    goTo(store, 600, 30);
    expect(store.getState()).toMatchObject({ pageStartS: 0, cursorS: 600, view: { startS: 585 } });
    goTo(store, 40_000, 30);
    const { pageStartS } = store.getState();
    expect(pageStartS).toBeLessThan(40_000);
    expect(pageStartS).toBeGreaterThan(39_000);
  });

  it('open where the other views were', () => {
    const store = day();
    store.getState().setView({ startS: 7230, spanS: 10 });
    openPage(store);
    expect(store.getState()).toMatchObject({ mode: 'disclosure', pageStartS: 7200 });
  });
});

describe('marks', () => {
  const size = { width: 1000, height: 500, pixelsPerCssPixel: 1 };

  it('of events on the same pixels become one, and none outside the window is drawn', () => {
    const events = Array.from({ length: 10_000 }, (_, at) => ({ fromS: at * 8, toS: at * 8 + 2 }));
    expect(eventMarks(events, { startS: 0, spanS: DAY_S }, size).length).toBeLessThan(1001);
    const near = eventMarks(events, { startS: 80, spanS: 20 }, size);
    expect(near.map(({ fromPx, toPx }) => [fromPx, toPx])).toEqual([
      [0, 100],
      [400, 500],
      [800, 900],
    ]);
  });

  it('of the file are written where there is room for their words', () => {
    const annotations = Array.from({ length: 200 }, (_, at) => ({
      kind: 'beat' as const,
      atS: at,
      durationS: 0,
      code: 'N',
      text: '',
    }));
    expect(notesIn(annotations, { startS: 0, spanS: 10 }, size)).toHaveLength(11);
    expect(notesIn(annotations, { startS: 0, spanS: 200 }, size)).toEqual([]);
  });
});

describe('the heart rate trend', () => {
  const trend = {
    stepS: 10,
    mean: [60, 70, null, null, 80, 90],
    min: [50, 65, null, null, 75, 85],
    max: [64, 72, null, null, 95, 120],
    other: [0, 0, 0, 0, 0, 0],
  };

  it('leaves gaps where no rate could be told', () => {
    const scale = rateScale(trend);
    if (!scale) throw new Error('no scale');
    expect([scale.y(120), scale.y(50)]).toEqual([0, 1]);
    const { mean, band } = trendPaths(trend, { width: 6, height: 70, totalS: 60, scale });
    expect(mean.match(/M/gu)).toHaveLength(2);
    expect(band.match(/M/gu)).toHaveLength(4);
    expect(band).toContain('M5 0.0V35.0');
  });

  it('marks every pixel with an event, also the last of ten thousand', () => {
    const events = Array.from({ length: 10_000 }, (_, at) => ({ fromS: at * 8.64 }));
    const ticks = eventTicks(events, { width: 500, totalS: DAY_S, y: 50 });
    expect(ticks.match(/M/gu)).toHaveLength(500);
    expect(ticks).toContain('M499.5 45V50');
  });

  it('has no scale where there is no rate at all', () => {
    expect(rateScale({ min: [null], max: [null] })).toBeNull();
  });
});
