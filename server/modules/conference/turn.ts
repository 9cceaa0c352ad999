import { createHmac } from 'node:crypto';
import type { IceServer } from '../../../shared/signaling/webrtc';

export type TurnConfig = {
  /** STUN and TURN addresses, as browsers take them. */
  readonly urls: readonly string[];
  /** Shared with coturn (`static-auth-secret`); `null` where the servers ask for nothing. */
  readonly secret: string | null;
};

/** Longer than any consultation; a stolen one is worthless the next day. */
const VALID_S = 6 * 3600;

/**
 * Servers with credentials coturn can check by itself (`use-auth-secret`): the name says until when, the password is its
 * HMAC-SHA1 under the shared secret, as coturn defines it.
 */
export function iceServersFor(config: TurnConfig | null, holder: string, at: string): IceServer[] {
  if (!config) return [];
  const stun = config.urls.filter((url) => url.startsWith('stun'));
  const turn = config.urls.filter((url) => url.startsWith('turn'));
  const username = `${Math.floor(Date.parse(at) / 1000) + VALID_S}:${holder}`;
  const credential = createHmac('sha1', config.secret ?? '')
    .update(username)
    .digest('base64');
  return [
    ...(stun.length > 0 ? [{ urls: stun }] : []),
    ...(turn.length > 0 && config.secret ? [{ urls: turn, username, credential }] : []),
  ];
}
