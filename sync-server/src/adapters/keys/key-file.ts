/**
 * File of one key, `ROLE-KID.json`: its uses, its validity, and its secret, plain or sealed under a passphrase. Times are
 * seconds since 1970, as in the key set.
 */
import { fromBase64Url, toBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { SUITES, type Suite } from '@liangma/shared/kernel/public-key';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { KeyUse } from '@liangma/shared/trust/key-set';
import * as v from 'valibot';
import { KEY_MATERIAL, kidOf } from '../crypto/suites.ts';
import type { KeyRole } from './key-role.ts';
import type { KeyTrouble } from './key-trouble.ts';
import { type Sealer, sealedSchema } from './sealing.ts';

const seconds = v.pipe(v.number(), v.integer(), v.minValue(0));

const keyFileSchema = v.strictObject({
  format: v.literal('liangma-key-1'),
  suite: v.picklist(SUITES),
  uses: v.union([
    v.strictTuple([v.literal('root')]),
    v.strictTuple([v.literal('codes'), v.literal('files')]),
    v.strictTuple([v.literal('codes')]),
    v.strictTuple([v.literal('receipts')]),
  ]),
  agencyPrefix: v.pipe(v.string(), v.regex(/^[0-9A-Za-z-]{0,32}$/)),
  validFrom: seconds,
  validTo: seconds,
  compromisedAt: v.nullable(seconds),
  publicKey: v.string(),
  secret: v.variant('kind', [v.strictObject({ kind: v.literal('plain'), value: v.string() }), sealedSchema]),
});
type KeyFile = v.InferOutput<typeof keyFileSchema>;

/** A key as its file states it; its secret may still be sealed. */
export interface FiledKey extends Omit<KeyFile, 'publicKey' | 'format'> {
  readonly role: KeyRole;
  readonly kid: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** A key that can sign. */
export interface OpenedKey extends Omit<FiledKey, 'secret'> {
  readonly secret: Uint8Array;
}

export const fileName = ({ role, kid }: Pick<FiledKey, 'role' | 'kid'>): string => `${role}-${toHex(kid)}.json`;

export const roleOf = (uses: readonly (KeyUse | 'root')[]): KeyRole =>
  uses.includes('root') ? 'root' : uses.includes('receipts') ? 'receipts' : 'issuing';

/** Returns the part that a seal covers. Nothing of it can be changed without the passphrase. */
const headerOf = (key: Omit<OpenedKey, 'secret'>): string =>
  JSON.stringify([
    'liangma-key-1',
    key.suite,
    key.uses,
    key.agencyPrefix,
    key.validFrom,
    key.validTo,
    key.compromisedAt,
    toBase64Url(key.publicKey),
  ]);

export function writeKey(key: OpenedKey, sealer: Sealer | undefined): string {
  const { suite, uses, agencyPrefix, validFrom, validTo, compromisedAt, publicKey } = key;
  const file: KeyFile = {
    format: 'liangma-key-1',
    suite,
    uses,
    agencyPrefix,
    validFrom,
    validTo,
    compromisedAt,
    publicKey: toBase64Url(publicKey),
    secret: sealer?.seal(key.secret, headerOf(key)) ?? { kind: 'plain', value: toBase64Url(key.secret) },
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Parses a file. Its name has to be that of its key. */
export function readKey(name: string, text: string): Result<FiledKey, KeyTrouble> {
  const file = v.safeParse(keyFileSchema, jsonOf(text));
  const publicKey = file.success ? fromBase64Url(file.output.publicKey) : undefined;
  if (!file.success || !publicKey) return err({ code: 'damaged', file: name });
  const { format: _, ...rest } = file.output;
  const key = { ...rest, publicKey, kid: kidOf(publicKey), role: roleOf(rest.uses) };
  return fileName(key) === name ? ok(key) : err({ code: 'damaged', file: name });
}

/** Opens the secret, which has to belong to the public key. */
export function openKey(key: FiledKey, sealer: Sealer | undefined): Result<OpenedKey, KeyTrouble> {
  const file = fileName(key);
  const { secret: kept } = key;
  if (kept.kind !== 'plain' && !sealer) return err({ code: 'passphrase-needed', file });
  const secret = kept.kind === 'plain' ? fromBase64Url(kept.value) : sealer?.open(kept, headerOf(key));
  if (!secret) return err({ code: kept.kind === 'plain' ? 'damaged' : 'passphrase-wrong', file });
  const belongs = KEY_MATERIAL[key.suite].publicKeyOf(secret);
  return belongs && toHex(belongs) === toHex(key.publicKey) ? ok({ ...key, secret }) : err({ code: 'damaged', file });
}

export interface NewKey {
  readonly suite: Suite;
  readonly uses: KeyFile['uses'];
  readonly agencyPrefix: string;
  readonly validFrom: number;
  readonly validTo: number;
}

export function makeKey(wanted: NewKey): OpenedKey {
  const { makeSecret, publicKeyOf } = KEY_MATERIAL[wanted.suite];
  const secret = makeSecret();
  const publicKey = publicKeyOf(secret) as Uint8Array;
  return { ...wanted, role: roleOf(wanted.uses), kid: kidOf(publicKey), compromisedAt: null, publicKey, secret };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
