/** The kinds of abuse, and how many connections keep each of them going. */
import { randomBytes, randomInt } from 'node:crypto';
import { ACCOUNTS } from '../../../sync-server/src/demo/accounts.ts';
import type { Asked } from '../sync/connections.ts';
import { bigRefusedRows, gaps, junk, type KnownTask } from './bodies.ts';

export interface Attack {
  readonly name: string;
  readonly connections: number;
  /** Makes the next requests; each is repeated for as long as it is answered 429. */
  next(): Asked[] | Promise<Asked[]>;
}

export const attacksOn = (task: KnownTask): Attack[] => [
  { name: 'junk of fresh keys', connections: 4, next: junk },
  { name: 'gaps with a genuine code', connections: 4, next: () => gaps(task) },
  { name: 'big refused rows', connections: 2, next: () => bigRefusedRows(task) },
  { name: 'wrong passwords, known names', connections: 4, next: () => [signIn(knownName())] },
  { name: 'wrong passwords, unknown names', connections: 6, next: () => [signIn(randomBytes(8).toString('hex'))] },
  { name: 'openapi.json', connections: 2, next: () => [read('/api/openapi.json')] },
  { name: 'regions', connections: 2, next: () => [read(`/api/regions?under=${aCounty()}`)] },
  { name: 'trust', connections: 2, next: () => [read('/.well-known/liangma/trust')] },
  { name: 'grants', connections: 2, next: () => [read(`/.well-known/liangma/grants/${aCounty()}`)] },
];

const signIn = (name: string): Asked => ({
  method: 'POST',
  path: '/api/session',
  body: Buffer.from(JSON.stringify({ name, password: 'wrong' })),
});

const knownName = (): string => ACCOUNTS[randomInt(ACCOUNTS.length)]?.account ?? '';

/** The whole answer each time: no validator of a kept copy, no compression. */
const read = (path: string): Asked => ({ method: 'GET', path, headers: { 'accept-encoding': 'identity' } });

/** A code of six digits that the server has rarely been asked for. */
const aCounty = (): string => String(randomInt(100_000, 1_000_000));
