/**
 * The three files of the first version, `root.json`, `issuing.json`, `receipts.json` with a JWK in each, become files of
 * this one: first the content in its place, then the name, so that no moment has a key twice or not at all.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import * as v from 'valibot';
import { kidOf } from '../crypto/suites.ts';
import { type FiledKey, fileName, type HeldKey, KEY_ROLES, type KeyRole, readKey, writeKey } from './key-file.ts';
import { replaceFile } from './key-folder.ts';
import type { KeyTrouble } from './key-trouble.ts';

const legacySchema = v.object({
  use: v.picklist(KEY_ROLES),
  validFrom: v.number(),
  validTo: v.number(),
  jwk: v.object({ kty: v.literal('OKP'), crv: v.literal('Ed25519'), d: v.string(), x: v.string() }),
});

const USES = { root: ['root'], issuing: ['codes', 'files'], receipts: ['receipts'] } as const satisfies Record<
  KeyRole,
  FiledKey['uses']
>;

export function renameLegacyKeys(folder: string): Result<void, KeyTrouble> {
  for (const role of KEY_ROLES) {
    const name = `${role}.json`;
    if (!existsSync(join(folder, name))) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    const key = readLegacy(text);
    if (key?.role === role) replaceFile(folder, name, fileName(key), writeKey(key, undefined));
    else if (!finishRename(folder, role, text)) return err({ code: 'damaged', file: name });
  }
  return ok(undefined);
}

/** The program stopped between the two steps: the content is that of this version already. */
function finishRename(folder: string, role: KeyRole, text: string): boolean {
  const publicKey = /"publicKey": "([\w-]+)"/.exec(text)?.[1];
  const bytes = publicKey && fromBase64Url(publicKey);
  const name = bytes && fileName({ role, kid: kidOf(bytes) });
  if (!name || !readKey(name, text).ok) return false;
  replaceFile(folder, `${role}.json`, name, text);
  return true;
}

function readLegacy(text: string): HeldKey | undefined {
  try {
    const { use, validFrom, validTo, jwk } = v.parse(legacySchema, JSON.parse(text));
    const [secret, publicKey] = [fromBase64Url(jwk.d), fromBase64Url(jwk.x)];
    if (!secret || !publicKey) return undefined;
    return {
      ...{ role: use, kid: kidOf(publicKey), suite: 'eddsa', uses: [...USES[use]] as HeldKey['uses'] },
      ...{ agencyPrefix: '', validFrom, validTo, compromisedAt: null, publicKey, secret },
    };
  } catch {
    return undefined;
  }
}
