/**
 * The server's keys as files in the data folder, readable by their owner alone: the root, an issuing key and a
 * receipt key. Made at the first start.
 */
import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { ALGORITHM } from '@liangma/shared/kernel/cose';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { IssuingKey } from '@liangma/shared/task-code/key-set';
import * as v from 'valibot';
import { type Clock, type KeyRing, NoSigningKey } from '../../ports/runtime.ts';
import { ed25519Signer } from '../crypto/signatures.ts';
import { makePrivateFolder } from '../files/folder.ts';

const keyFileSchema = v.object({
  use: v.picklist(['root', 'issuing', 'receipts']),
  validFrom: v.number(),
  validTo: v.number(),
  jwk: v.object({ kty: v.literal('OKP'), crv: v.literal('Ed25519'), d: v.string(), x: v.string() }),
});
type KeyFile = v.InferOutput<typeof keyFileSchema>;

const YEARS_VALID = 3;
const SECONDS_A_YEAR = 365 * 86_400;

/** Throws where a key file is damaged: signing with a guessed key would be worse than not starting. */
export function openKeyRing(dataFolder: string, { clock }: { readonly clock: Clock }): KeyRing {
  const now = clock.now();
  const folder = join(dataFolder, 'keys');
  makePrivateFolder(folder);
  const [root, issuing, receipts] = (['root', 'issuing', 'receipts'] as const).map((use) =>
    readOrMake(folder, use, now),
  );
  const rootKey = privateKey(root as KeyFile);
  const keys = [keySetEntry(issuing as KeyFile, ['codes', 'files']), keySetEntry(receipts as KeyFile, ['receipts'])];
  return {
    root: { alg: ALGORITHM.eddsa, kid: kidOf(root as KeyFile), publicKey: publicKeyOf(root as KeyFile) },
    rootSigner: ed25519Signer(kidOf(root as KeyFile), rootKey),
    keys,
    revision: '',
    signerFor: (use, agency = '', window) => {
      const seconds = Math.floor(clock.now() / 1000);
      const { notBefore, expires } = window ?? { notBefore: seconds, expires: seconds + 1 };
      const at = keys.findIndex(
        (key) => key.uses.includes(use) && key.validFrom <= notBefore && expires <= key.validTo,
      );
      const file = [issuing, receipts][at];
      if (!file) throw new NoSigningKey(use, agency);
      return ed25519Signer(kidOf(file), privateKey(file));
    },
  };
}

function readOrMake(folder: string, use: KeyFile['use'], now: Instant): KeyFile {
  const file = join(folder, `${use}.json`);
  if (existsSync(file)) return v.parse(keyFileSchema, JSON.parse(readFileSync(file, 'utf8')));
  const { privateKey } = generateKeyPairSync('ed25519');
  const validFrom = Math.floor(now / 1000) - 86_400;
  const made = v.parse(keyFileSchema, {
    use,
    validFrom,
    validTo: validFrom + YEARS_VALID * SECONDS_A_YEAR,
    jwk: privateKey.export({ format: 'jwk' }),
  });
  writeFileSync(`${file}.new`, JSON.stringify(made), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return made;
}

const privateKey = ({ jwk }: KeyFile): KeyObject => createPrivateKey({ key: jwk, format: 'jwk' });

const publicKeyOf = ({ jwk }: KeyFile): Uint8Array => fromBase64Url(jwk.x) as Uint8Array;

/** Four bytes name a key within the set: enough to look it up, nothing rests on it. */
const kidOf = (file: KeyFile): Uint8Array =>
  Uint8Array.from(createHash('sha256').update(publicKeyOf(file)).digest().subarray(0, 4));

const keySetEntry = (file: KeyFile, uses: IssuingKey['uses']): IssuingKey => ({
  kid: kidOf(file),
  alg: ALGORITHM.eddsa,
  publicKey: publicKeyOf(file),
  validFrom: file.validFrom,
  validTo: file.validTo,
  agencyPrefix: '',
  compromisedAt: null,
  uses,
});
