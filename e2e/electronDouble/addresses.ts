/**
 * Chromium cannot intercept a custom scheme from outside, so `app://workstation/x` becomes
 * `https://workstation.app.electron-double.test/x`: a secure origin of its own, as a standard privileged scheme has.
 */
const SUFFIX = '.electron-double.test';

export type Addresses = {
  readonly toChromium: (address: string) => string;
  readonly toElectron: (address: string) => string;
};

export function createAddresses(isRegistered: (scheme: string) => boolean): Addresses {
  return {
    toChromium: (address) => {
      const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)(.*)$/i.exec(address);
      const [, scheme = '', host = '', rest = ''] = match ?? [];
      return isRegistered(scheme) ? `https://${host}.${scheme}${SUFFIX}${rest || '/'}` : address;
    },
    toElectron: (address) => {
      const match = /^https:\/\/([^/]+)\.([a-z0-9+-]+)\.electron-double\.test(.*)$/.exec(address);
      return match === null ? address : `${match[2]}://${match[1]}${match[3]}`;
    },
  };
}
