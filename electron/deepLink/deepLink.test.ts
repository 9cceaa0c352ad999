import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createDeepLinks, deepLinkIn, parseDeepLink } from './deepLink';
import { listenForOpenUrl } from './openUrl';

const CASE = '0f9f1d0e-6c0e-4a6e-8a55-5f0f4c0b7a01';

describe('links into the workstation', () => {
  it.each([
    [`huizhen://case/${CASE}`, CASE],
    [`huizhen://case/${CASE}/`, CASE],
    [`HUIZHEN://case/${CASE.toUpperCase()}`, CASE],
    [`huizhen://case/${CASE}?token=1`, null],
    [`huizhen://case/${CASE}/../../x`, null],
    [`huizhen://report/${CASE}`, null],
    ['huizhen://case/1', null],
    [`https://case/${CASE}`, null],
    [`huizhen://case/${CASE} --inspect`, null],
    ['', null],
  ])('%j names the case %s', (address, id) => {
    expect(parseDeepLink(address)).toBe(id);
  });

  it('are found among the arguments of a second start', () => {
    expect([
      deepLinkIn(['huizhen.exe', '--flag', `huizhen://case/${CASE}`]),
      deepLinkIn(['huizhen.exe', 'report.pdf']),
    ]).toEqual([`huizhen://case/${CASE}`, null]);
  });

  it('that started the program on macOS are kept until somebody opens links', () => {
    const app = new EventEmitter();
    const opened: string[] = [];
    let preventedCount = 0;
    const event = { preventDefault: () => (preventedCount += 1) };
    const handOver = listenForOpenUrl(app);
    app.emit('open-url', event, 'huizhen://first');
    expect(handOver((address) => opened.push(address))).toBe('huizhen://first');
    app.emit('open-url', event, 'huizhen://later');
    expect([opened, preventedCount]).toEqual([['huizhen://later'], 2]);
  });

  it('wait for the page that asks, once, and are told to pages already there', async () => {
    const opened: string[] = [];
    let refusedCount = 0;
    const links = createDeepLinks({
      onOpened: (caseId) => opened.push(caseId),
      onRefused: () => (refusedCount += 1),
    });
    const take = () => links.takePending(undefined, { senderId: 1 });
    links.open(`huizhen://case/${CASE}`);
    links.open('huizhen://case/nonsense');
    expect([opened, refusedCount]).toEqual([[CASE], 1]);
    expect([await take(), await take()]).toEqual([
      { ok: true, value: { caseId: CASE } },
      { ok: true, value: { caseId: null } },
    ]);
  });
});
