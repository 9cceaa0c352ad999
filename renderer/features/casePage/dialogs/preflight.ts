/** What a check-in looks at before it vouches for this place. */
export const PREFLIGHT_CHECKS = ['server', 'camera', 'microphone'] as const;
export type PreflightCheck = (typeof PREFLIGHT_CHECKS)[number];
export type Preflight = Readonly<Record<PreflightCheck, boolean>>;

type Browser = {
  readonly online: boolean;
  readonly devices: () => Promise<readonly { readonly kind: string }[]>;
};

/** Looks at what is there without switching anything on. A browser that names no devices counts as having none. */
export async function runPreflight(browser: Browser): Promise<Preflight> {
  const devices = await browser.devices().catch(() => []); // refused: treated as not there, and said so
  const has = (kind: string) => devices.some((device) => device.kind === kind);
  return { server: browser.online, camera: has('videoinput'), microphone: has('audioinput') };
}

export const thisBrowser: Browser = {
  get online() {
    return navigator.onLine;
  },
  devices: () =>
    'mediaDevices' in navigator ? navigator.mediaDevices.enumerateDevices() : Promise.resolve([]), // plain HTTP: browsers hide the devices
};
