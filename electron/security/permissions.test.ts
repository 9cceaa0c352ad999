import { describe, expect, it } from 'vitest';
import { isPermitted, restrictPermissions } from './permissions';

const APP = 'app://workstation/index.html';

describe('permissions', () => {
  it.each(['media', 'notifications', 'fullscreen', 'display-capture', 'loopback-network'])(
    'our page may use %s, a foreign page and a frame inside ours may not',
    (permission) => {
      const ask = (requester: string, isMainFrame = true) =>
        isPermitted({ permission, requester, isMainFrame, hasPage: true });
      expect([
        ask(APP),
        ask('app://workstation'),
        ask('app://workstation/'),
        ask('https://evil.example/'),
        ask('app://workstation.evil/'),
        ask(''),
        ask(APP, false),
      ]).toEqual([true, true, true, false, false, false, false]);
    },
  );

  it.each([
    'geolocation',
    'clipboard-read',
    'midi',
    'hid',
    'usb',
    'serial',
    'openExternal',
    'pointerLock',
    'fileSystem',
    'unknown',
    'a-permission-of-next-year',
  ])('nobody may use %s', (permission) => {
    expect(
      [true, false].map((hasPage) =>
        isPermitted({ permission, requester: APP, isMainFrame: true, hasPage }),
      ),
    ).toEqual([false, false]);
  });

  it('the network stack may connect to the local network, and ask for nothing else', () => {
    const ask = (permission: string) =>
      isPermitted({ permission, requester: '', isMainFrame: false, hasPage: false });
    expect(['local-network', 'loopback-network', 'media'].map(ask)).toEqual([true, true, false]);
  });

  it('both the request and the check are answered, and no device is handed out', () => {
    const answers: unknown[] = [];
    const details = { isMainFrame: true, requestingUrl: APP };
    type Handler = (...args: unknown[]) => unknown;
    const session = {
      setPermissionRequestHandler: (handler: Handler) => {
        for (const permission of ['media', 'geolocation']) {
          handler({}, permission, (isGranted: boolean) => answers.push(isGranted), details);
        }
      },
      setPermissionCheckHandler: (handler: Handler) => {
        for (const permission of ['media', 'geolocation']) {
          answers.push(handler({}, permission, 'app://workstation/', details));
        }
      },
      setDevicePermissionHandler: (handler: Handler) => answers.push(handler({})),
    };
    restrictPermissions(session as unknown as Parameters<typeof restrictPermissions>[0]);
    expect(answers).toEqual([true, false, true, false, false]);
  });
});
