import { desktopCapturer, webContents, type Session } from 'electron';
import type { DisplayMedia, ScreenSource } from './displayMedia';

const THUMBNAIL = { width: 320, height: 200 };

export async function listScreenSources(): Promise<readonly ScreenSource[]> {
  const sources = await desktopCapturer.getSources({
    types: ['screen', 'window'],
    thumbnailSize: THUMBNAIL,
  });
  return sources.map(({ id, name, thumbnail }) => ({
    id,
    name,
    kind: id.startsWith('screen:') ? 'screen' : 'window',
    thumbnailPng: Uint8Array.from(thumbnail.toPNG()),
  }));
}

/** Answers `getDisplayMedia()` with the source chosen before, once; without a choice the page gets `NotAllowedError`. */
export function serveDisplayMedia(session: Session, media: DisplayMedia): void {
  session.setDisplayMediaRequestHandler(
    (request, callback) => {
      const asker = request.frame === null ? undefined : webContents.fromFrame(request.frame);
      const source = asker === undefined ? null : media.takeChoice(asker.id);
      if (source === null) return callback(null);
      const { id, name, withSystemSound } = source;
      // Capturing the system's sound exists on Windows only.
      const canShareSound = process.platform === 'win32' && request.audioRequested;
      callback({
        video: { id, name },
        ...(withSystemSound && canShareSound ? { audio: 'loopback' as const } : {}),
      });
    },
    { useSystemPicker: false },
  );
}
