import { describe, expect, it } from 'vitest';
import { createDisplayMedia, type ScreenSource } from './displayMedia';

const SCREEN: ScreenSource = {
  id: 'screen:0:0',
  name: 'Screen 1',
  kind: 'screen',
  thumbnailPng: new Uint8Array([137, 80]),
};
const WINDOW = { senderId: 1 };

function sharing(sources: readonly ScreenSource[] = [SCREEN]) {
  let nowMs = 0;
  const media = createDisplayMedia({ listSources: async () => sources, nowMs: () => nowMs });
  return {
    media,
    choose: (sourceId = SCREEN.id) =>
      media['screenShare.choose']({ sourceId, withSystemSound: false }, WINDOW),
    list: () => media['screenShare.listSources'](undefined, WINDOW),
    passMs: (ms: number) => (nowMs += ms),
  };
}

describe('screen sharing', () => {
  it('hands a chosen source to one capture of the window that chose it', async () => {
    const { media, list, choose } = sharing();
    await list();
    expect(await choose()).toMatchObject({ ok: true });
    expect(media.takeChoice(2)).toBeNull();
    expect(media.takeChoice(1)).toMatchObject({ id: SCREEN.id, withSystemSound: false });
    expect(media.takeChoice(1)).toBeNull();
  });

  it('refuses a capture nobody chose a source for, and one asked for too late', async () => {
    const { media, list, choose, passMs } = sharing();
    expect(media.takeChoice(1)).toBeNull();
    await list();
    await choose();
    passMs(20_001);
    expect(media.takeChoice(1)).toBeNull();
  });

  it('refuses a source that was never listed to this window', async () => {
    const { choose } = sharing();
    expect(await choose()).toMatchObject({ error: { code: 'desktop.screenSourceGone' } });
  });

  it('says so when the system shows no source at all', async () => {
    expect(await sharing([]).list()).toMatchObject({ error: { code: 'desktop.noScreenSources' } });
  });
});
