import { ALGORITHM } from '@liangma/shared/kernel/cose';
import { err, ok } from '@liangma/shared/kernel/result';
import { packTrust } from '@liangma/shared/trust/trust';
import { beforeAll, expect, test } from 'vitest';
import { CURRENT, root as rootKey, signedFiles } from '../../../../../shared/test/independent/cases.ts';
import { aKey } from '../../../../../shared/test/keys.ts';
import { refreshTrust, storedTrust, type TrustFile, type TrustStorage } from './trust-loader.ts';

const root = { kid: rootKey.kid, publicKey: rootKey.publicKey, alg: ALGORITHM.eddsa };

let newest: TrustFile;
let older: TrustFile;

beforeAll(async () => {
  newest = { bytes: packTrust(await signedFiles(CURRENT)), etag: 'newest' };
  const earlier = { issuedAt: CURRENT.issuedAt - 60, listedAt: CURRENT.listedAt - 60 };
  older = { bytes: packTrust(await signedFiles({ ...CURRENT, ...earlier })), etag: 'older' };
});

function aStorage(file?: TrustFile): TrustStorage & { file: TrustFile | undefined; writes: number } {
  const storage = {
    file,
    writes: 0,
    read: async () => storage.file,
    write: async (written: TrustFile) => {
      storage.file = written;
      storage.writes++;
    },
  };
  return storage;
}

const sends = (file: TrustFile | undefined) => async () => ok(file);

test('a download that holds under the root is stored and opened again', async () => {
  const storage = aStorage();
  expect(await refreshTrust({ root, storage, download: sends(newest) })).toMatchObject({ ok: true });
  expect(storage.file).toBe(newest);
  expect((await storedTrust({ root, storage }))?.keys.issuedAt).toBe(CURRENT.issuedAt);
});

test('the stored etag is asked with, and an unchanged file is written again', async () => {
  const storage = aStorage(newest);
  let asked: string | undefined;
  const download = async (etag: string) => {
    asked = etag;
    return ok(undefined);
  };
  expect(await refreshTrust({ root, storage, download })).toEqual(ok(undefined));
  expect([asked, storage.file, storage.writes]).toEqual(['newest', newest, 1]);
});

test('a file that does not hold under the root replaces nothing', async () => {
  const storage = aStorage(older);
  const changed = { bytes: newest.bytes.map((byte, at) => (at === 40 ? byte ^ 1 : byte)), etag: 'changed' };
  expect(await refreshTrust({ root, storage, download: sends(changed) })).toEqual(err('bad-trust'));
  const stranger = { ...root, publicKey: aKey().publicKey };
  expect(await refreshTrust({ root: stranger, storage, download: sends(newest) })).toEqual(err('bad-trust'));
  expect(storage.file).toBe(older);
});

test('an older file does not replace the current one', async () => {
  const storage = aStorage(newest);
  const current = await storedTrust({ root, storage });
  expect(await refreshTrust({ root, storage, download: sends(older) }, current)).toEqual(ok(undefined));
  expect(storage.file).toBe(newest);
});

test('no network leaves the stored file', async () => {
  const storage = aStorage(older);
  expect(await refreshTrust({ root, storage, download: async () => err('no-trust' as const) })).toEqual(
    err('no-trust'),
  );
  expect([storage.file, storage.writes]).toEqual([older, 0]);
});
