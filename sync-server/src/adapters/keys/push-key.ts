/**
 * Key of Web Push in the folder of the other keys, `web-push.key`, sealed under the same passphrase. It signs nothing that a
 * verifier of codes sees, so that it is in no key set and is not rotated: another one ends every subscription.
 */
import { createECDH } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromBase64Url, toBase64Url } from '@liangma/shared/kernel/bytes';
import * as v from 'valibot';
import type { VapidKey } from '../push/vapid.ts';
import { type Sealer, sealedSchema } from './sealing.ts';

const FORMAT = 'liangma-push-key-1';
const fileSchema = v.strictObject({
  format: v.literal(FORMAT),
  publicKey: v.string(),
  secret: v.variant('kind', [v.strictObject({ kind: v.literal('plain'), value: v.string() }), sealedSchema]),
});

const pathIn = (folder: string): string => join(folder, 'web-push.key');

/** Reads the key, and makes it at the first start. Throws if it cannot be read or made. */
export function openPushKey(folder: string, sealer: Sealer | undefined): VapidKey {
  if (!existsSync(pathIn(folder))) makePushKey(folder, sealer);
  return readPushKey(folder, sealer);
}

/** Seals the key anew, if there is one; `sealer` opens it under either passphrase. */
export function sealPushKey(folder: string, sealer: Sealer): void {
  if (!existsSync(pathIn(folder))) return;
  const text = textOf(readPushKey(folder, sealer), sealer);
  writeFileSync(`${pathIn(folder)}.new`, text, { mode: 0o600 });
  renameSync(`${pathIn(folder)}.new`, pathIn(folder));
}

/** Several servers may share the folder: one of them makes it. */
function makePushKey(folder: string, sealer: Sealer | undefined): void {
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys();
  const secret = Buffer.alloc(32);
  const drawn = pair.getPrivateKey();
  drawn.copy(secret, 32 - drawn.length);
  try {
    writeFileSync(pathIn(folder), textOf({ publicKey, secret }, sealer), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

const headerOf = (publicKey: string): string => JSON.stringify([FORMAT, publicKey]);

function textOf({ publicKey, secret }: VapidKey, sealer: Sealer | undefined): string {
  const named = toBase64Url(publicKey);
  const kept = sealer?.seal(secret, headerOf(named)) ?? { kind: 'plain' as const, value: toBase64Url(secret) };
  return `${JSON.stringify({ format: FORMAT, publicKey: named, secret: kept }, null, 2)}\n`;
}

function readPushKey(folder: string, sealer: Sealer | undefined): VapidKey {
  const file = v.parse(fileSchema, JSON.parse(readFileSync(pathIn(folder), 'utf8')));
  const { publicKey: named, secret: kept } = file;
  const publicKey = fromBase64Url(named);
  const secret = kept.kind === 'plain' ? fromBase64Url(kept.value) : sealer?.open(kept, headerOf(named));
  if (publicKey?.length !== 65 || secret?.length !== 32) throw new Error('web-push.key cannot be opened');
  return { publicKey, secret };
}
