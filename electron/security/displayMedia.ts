import { ok } from '../../shared/lib/result';
import { refuse } from '../../shared/domain/errors';
import type { IpcHandlers } from '../ipc/handlers';

export type ScreenSource = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'screen' | 'window';
  readonly thumbnailPng: Uint8Array<ArrayBuffer>;
};

/** A click, a confirmation, a `getDisplayMedia()`: what takes longer was not meant. */
const CHOICE_LASTS_MS = 20_000;

export type DisplayMediaPorts = {
  readonly listSources: () => Promise<readonly ScreenSource[]>;
  readonly nowMs: () => number;
};

export type GrantedSource = ScreenSource & { readonly withSystemSound: boolean };

export type DisplayMedia = Pick<IpcHandlers, 'screenShare.listSources' | 'screenShare.choose'> & {
  /** Hands the chosen source to one `getDisplayMedia()` of the same window; `null` refuses it. */
  readonly takeChoice: (senderId: number) => GrantedSource | null;
};

/**
 * Screen sharing with a picker of our own. The page shows the sources, the person chooses, the choice is good for one
 * capture: a page that merely calls `getDisplayMedia()` gets nothing.
 */
export function createDisplayMedia(ports: DisplayMediaPorts): DisplayMedia {
  const listed = new Map<number, readonly ScreenSource[]>();
  const chosen = new Map<number, { readonly source: GrantedSource; readonly untilMs: number }>();
  return {
    'screenShare.listSources': async (_input, { senderId }) => {
      const sources = await ports.listSources();
      // macOS answers with nothing when the system forbids recording the screen.
      if (sources.length === 0) return refuse('device', 'desktop.noScreenSources');
      listed.set(senderId, sources);
      return ok({ sources: [...sources] });
    },
    'screenShare.choose': async ({ sourceId, withSystemSound }, { senderId }) => {
      const source = listed.get(senderId)?.find((candidate) => candidate.id === sourceId);
      if (source === undefined) return refuse('device', 'desktop.screenSourceGone');
      const untilMs = ports.nowMs() + CHOICE_LASTS_MS;
      chosen.set(senderId, { source: { ...source, withSystemSound }, untilMs });
      return ok({ expiresInMs: CHOICE_LASTS_MS });
    },
    takeChoice: (senderId) => {
      const choice = chosen.get(senderId);
      chosen.delete(senderId);
      return choice !== undefined && ports.nowMs() <= choice.untilMs ? choice.source : null;
    },
  };
}
