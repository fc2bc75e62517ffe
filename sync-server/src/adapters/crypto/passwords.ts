/** Passwords by scrypt (RFC 7914), each with its own salt and its parameters beside it. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const COST = 2 ** 15;
const BLOCK = 8;
const LENGTH = 32;
const MAX_MEMORY = 64 * 1024 * 1024;

/** `scrypt:cost:block:salt:hash`, the last two base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, COST, BLOCK);
  return ['scrypt', COST, BLOCK, salt.toString('base64url'), hash.toString('base64url')].join(':');
}

export async function passwordMatches(password: string, stored: string): Promise<boolean> {
  const [, cost, block, salt, hash] = stored.split(':');
  const expected = Buffer.from(hash ?? '', 'base64url');
  const given = await derive(password, Buffer.from(salt ?? '', 'base64url'), Number(cost), Number(block));
  return expected.length === given.length && timingSafeEqual(expected, given);
}

const derive = (password: string, salt: Buffer, cost: number, block: number): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password.normalize('NFC'), salt, LENGTH, { N: cost, r: block, maxmem: MAX_MEMORY }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
