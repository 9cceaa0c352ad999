import { hash, verify } from '@node-rs/argon2';

/** Argon2id with OWASP's second recommended setting: 19 MiB, two passes. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, PARAMETERS);
export const verifyPassword = (stored: string, password: string): Promise<boolean> =>
  verify(stored, password).catch(() => false); // a damaged hash is a wrong password, not a crash
