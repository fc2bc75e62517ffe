/** Passwords by scrypt (RFC 7914), each with its own salt and its parameters beside it. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { PasswordCost } from '../../ports/runtime.ts';
import { type Derivation, deriveInThread, PASSWORD_THREADS } from './password-threads.ts';

/**
 * Equivalent to a minimum of the OWASP Password Storage Cheat Sheet: 32 MB and, on a busy core, some 450 ms each;
 * N = 2^17 with p = 1 took 1,300 ms and 128 MB on the same core.
 */
export const PASSWORD_COST: PasswordCost = { N: 2 ** 15, r: 8, p: 3 };
/** For a password that is printed in the README, so that a demo and every test start soon. */
export const PUBLIC_PASSWORD_COST: PasswordCost = { N: 2 ** 10, r: 8, p: 1 };
/** Costly hashes that may be made at once. */
export const HASHES_AT_ONCE = PASSWORD_THREADS;
const LENGTH = 32;
const MAX_MEMORY = 64 * 1024 * 1024;

/** `scrypt:N:r:p:salt:hash`, the last two base64url. */
export async function hashPassword(password: string, cost = PASSWORD_COST): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join(':');
}

export async function passwordMatches(password: string, stored: string): Promise<boolean> {
  const [, N, r, p, salt, hash] = stored.split(':');
  const expected = Buffer.from(hash ?? '', 'base64url');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const given = await derive(password, Buffer.from(salt ?? '', 'base64url'), cost);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** A hash of the demo's public password takes a millisecond; a costly one must not take the processor from other requests. */
const derive = (password: string, salt: Buffer, cost: PasswordCost): Promise<Buffer> => {
  const asked = { password: password.normalize('NFC'), salt, length: LENGTH, options: { ...cost, maxmem: MAX_MEMORY } };
  return cost.N <= PUBLIC_PASSWORD_COST.N ? deriveHere(asked) : deriveInThread(asked);
};

const deriveHere = ({ password, salt, length, options }: Derivation): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password, salt, length, options, (error, key) => (error ? reject(error) : resolve(key))),
  );
