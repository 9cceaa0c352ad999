import { Secret, TOTP } from 'otpauth';

const create = (secret: Secret, account = '') =>
  new TOTP({ issuer: 'Huizhen', label: account, algorithm: 'SHA1', digits: 6, period: 30, secret });

export function newTotp(account: string): { secret: string; uri: string } {
  const secret = new Secret({ size: 20 });
  return { secret: secret.base32, uri: create(secret, account).toString() };
}

/** RFC 6238; one step of clock drift either way. */
export function checkTotp(secret: string, token: string, at: string): boolean {
  const totp = create(Secret.fromBase32(secret));
  return totp.validate({ token, window: 1, timestamp: Date.parse(at) }) !== null;
}
