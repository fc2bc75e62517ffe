/** Passwords by scrypt (RFC 7914), each with its own salt and its parameters beside it. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/**
 * One of the equivalent minimums of the OWASP Password Storage Cheat Sheet: 32 MB and, on a busy core, some 450 ms each;
 * N = 2^17 with p = 1 took 1,300 ms and 128 MB on the same core.
 */
const COST: Cost = { N: 2 ** 15, r: 8, p: 3 };
/** For a password that is printed in the README, so that a demo and every test start soon. */
export const PUBLIC_PASSWORD_COST: Cost = { N: 2 ** 10, r: 8, p: 1 };
const LENGTH = 32;
const MAX_MEMORY = 64 * 1024 * 1024;

/** `scrypt:N:r:p:salt:hash`, the last two base64url. */
export async function hashPassword(password: string, cost = COST): Promise<string> {
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

const derive = (password: string, salt: Buffer, cost: Cost): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password.normalize('NFC'), salt, LENGTH, { ...cost, maxmem: MAX_MEMORY }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
