import type { World } from './world';

/** Electron's names and the ones Chromium's debugging protocol knows for the same thing. */
const CHROMIUM_NAMES = {
  media: ['camera', 'microphone'],
  notifications: ['notifications'],
  geolocation: ['geolocation'],
  'clipboard-read': ['clipboard-read'],
  midi: ['midi'],
  'local-network-access': ['local-network-access'],
  'local-network': ['local-network'],
  'loopback-network': ['loopback-network'],
} as const;

/**
 * Chromium offers no hook at the moment a page asks, so the handlers are asked beforehand, at every `loadURL`, and their answers
 * are set for the origin. A handler that was never set means yes, as in Electron.
 */
export async function applyPermissions(
  world: World,
  contents: object,
  address: string,
): Promise<void> {
  const { targetInfos } = await world.browserCdp.send('Target.getTargets');
  const browserContextId = targetInfos.find(({ type }) => type === 'page')?.browserContextId;
  for (const [permission, names] of Object.entries(CHROMIUM_NAMES)) {
    const isGranted = await ask(world, contents, permission, address);
    for (const name of names) {
      await world.browserCdp
        .send('Browser.setPermission', {
          permission: { name },
          setting: isGranted ? 'granted' : 'denied',
          origin: new URL(world.addresses.toChromium(address)).origin,
          ...(browserContextId === undefined ? {} : { browserContextId }),
        })
        .catch((cause: unknown) => {
          // Names come and go with Chromium's versions; one it does not know protects nothing.
          if (!/unknown permission|invalid/i.test(String(cause))) throw cause;
        });
    }
  }
}

async function ask(
  world: World,
  contents: object,
  permission: string,
  address: string,
): Promise<boolean> {
  const { request, check } = world.permissions;
  const details = { isMainFrame: true, requestingUrl: address };
  const isRequestGranted =
    request === null ||
    (await new Promise<boolean>((answer) => request(contents, permission, answer, details)));
  const origin = /^[a-z]+:\/\/[^/]+\//.exec(address)?.[0] ?? address;
  const isCheckGranted = check === null || check(contents, permission, origin, details);
  return isRequestGranted && isCheckGranted;
}
