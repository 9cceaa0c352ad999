import type { BrowserWindow, Display, Rectangle } from 'electron';
import type { CaseId } from '../../shared/domain/identity/actor';
import { refuse } from '../../shared/domain/errors';
import { secondScreenPath } from '../../shared/ipc/secondScreen';
import { ok } from '../../shared/lib/result';
import type { IpcHandlers } from '../ipc/handlers';
import { APP_ORIGIN, APP_START_URL } from '../protocol/origin';
import type { WindowPlace } from './createWindow';

export type WindowsPorts = {
  readonly open: (place: WindowPlace, url: string) => BrowserWindow;
  readonly displays: () => readonly Pick<Display, 'id' | 'workArea'>[];
  readonly primaryDisplay: () => Pick<Display, 'id' | 'workArea'>;
  readonly onClosed: (contentsId: number) => void;
};

const MAIN_SIZE = { width: 1440, height: 900, minWidth: 1024, minHeight: 700 } as const;

export interface Windows {
  /** Opens the main window, or brings the open one to the front. */
  readonly showMain: () => BrowserWindow;
  readonly openSecondScreen: IpcHandlers['window.openSecondScreen'];
  readonly isOwn: (contentsId: number) => boolean;
  readonly find: (contentsId: number) => BrowserWindow | null;
  readonly all: () => readonly BrowserWindow[];
}

/** The main window and at most one second screen. */
export function createWindows(ports: WindowsPorts): Windows {
  const open = new Map<number, BrowserWindow>();
  let main: BrowserWindow | null = null;
  let second: BrowserWindow | null = null;

  const track = (window: BrowserWindow): BrowserWindow => {
    // Read now: after `closed` the contents are gone and may not be touched.
    const { id } = window.webContents;
    open.set(id, window);
    window.once('closed', () => {
      open.delete(id);
      if (window === second) second = null;
      if (window === main) {
        main = null;
        // pictures of a patient with nobody at the case page
        second?.close();
      }
      ports.onClosed(id);
    });
    return window;
  };

  return {
    showMain: () => {
      if (main !== null) return bringToFront(main);
      main = track(ports.open(MAIN_SIZE, APP_START_URL));
      return main;
    },
    openSecondScreen: async ({ caseId }, { senderId }) => {
      const caller = open.get(senderId);
      if (caller === undefined) return refuse('internal', 'desktop.cannotOpenWindow');
      const display = otherDisplay(ports, caller.getBounds());
      const url = addressOf(caseId);
      if (second === null) second = track(ports.open(placeOn(display.workArea), url));
      else {
        void second.loadURL(url);
        bringToFront(second);
      }
      return ok({ display: display.isOther ? 'secondary' : 'primary' });
    },
    isOwn: (contentsId) => open.has(contentsId),
    find: (contentsId) => open.get(contentsId) ?? null,
    all: () => [...open.values()],
  };
}

function addressOf(caseId: CaseId): string {
  return `${APP_ORIGIN}${secondScreenPath(caseId)}`;
}

function bringToFront(window: BrowserWindow): BrowserWindow {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
  return window;
}

/** The display the caller is not on; its own when there is only one. */
function otherDisplay(
  ports: WindowsPorts,
  caller: Rectangle,
): { readonly workArea: Rectangle; readonly isOther: boolean } {
  const centre = { x: caller.x + caller.width / 2, y: caller.y + caller.height / 2 };
  const other = ports.displays().find(({ workArea }) => !contains(workArea, centre));
  return other === undefined
    ? { workArea: ports.primaryDisplay().workArea, isOther: false }
    : { workArea: other.workArea, isOther: true };
}

function contains(area: Rectangle, point: { readonly x: number; readonly y: number }): boolean {
  return (
    point.x >= area.x &&
    point.x < area.x + area.width &&
    point.y >= area.y &&
    point.y < area.y + area.height
  );
}

function placeOn({ x, y, width, height }: Rectangle): WindowPlace {
  return { x, y, width, height, minWidth: 800, minHeight: 600 };
}
