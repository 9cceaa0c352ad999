import os from 'node:os';

/**
 * This machine's addresses in its networks. A browser takes the loopback address for TCP only, so that one is for machines that
 * have no other.
 */
export function ownAddresses(): { announced: string; local: string }[] {
  const found = Object.values(os.networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => ({ announced: address, local: address }));
  return found.length > 0 ? found : [{ announced: '127.0.0.1', local: '127.0.0.1' }];
}
