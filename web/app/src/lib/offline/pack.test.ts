import type { CborValue } from '@liangma/shared/kernel/cbor';
import type { IssuingKey, KeySet } from '@liangma/shared/task-code/key-set';
import { signFile } from '@liangma/shared/task-code/signed-file';
import { createDeviceKey, deviceSigner } from '@liangma/web-common/crypto/device-key';
import { verifySignature } from '@liangma/web-common/crypto/signatures';
import { expect, test } from 'vitest';
import { openPack, type Pack } from './pack-file.ts';
import { enterpriseAt, findPlaces } from './pack-search.ts';

const server = await createDeviceKey();
const signer = deviceSigner(server);
const trusted = (uses: IssuingKey['uses']): KeySet => ({
  issuedAt: 0,
  staleAt: 9e9,
  keys: [
    {
      ...{ kid: signer.kid, alg: signer.alg, publicKey: server.publicKey, validFrom: 0, validTo: 9e9 },
      ...{ agencyPrefix: '', compromisedAt: null, uses },
    },
  ],
});
const files = trusted(['files']);
const row = (id: string, name: string) => [id, name, 'branch', '620623100', '华藏寺镇', `${name}旁`, '零售', 'B'];
const signed = (rows: CborValue[]) =>
  signFile(
    signer,
    'pack',
    new Map<number, CborValue>([
      [1, 3],
      [2, '620623'],
      [3, rows],
    ]),
  );

const many = Array.from({ length: 9_000 }, (_, i) => row(`91620623MA${String(i).padStart(8, '0')}`, `商店${i}号`));
many[8_500] = row('91620623MAYKM9M1X1', '天祝雪域食品有限公司');
many[10] = row('91620623MAX', '雪域（Yak）食品店');

async function pack(): Promise<Pack> {
  const opened = await openPack(await signed(many), files, verifySignature);
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

const names = ({ keys, lines }: Pack, query: string, limit = 50) =>
  findPlaces(keys, query, limit).places.map(({ n, line }) => enterpriseAt(lines[n] as Pack['lines'][0], line).name);

test('a pack is split into parts and every enterprise is found again', async () => {
  const opened = await pack();
  expect([opened.count, opened.keys.length, opened.lines.length]).toEqual([9_000, 3, 3]);
  const [place] = findPlaces(opened.keys, 'MAYKM9', 50).places;
  expect(place && enterpriseAt(opened.lines[place.n] as Pack['lines'][0], place.line)).toEqual({
    ...{ id: '91620623MAYKM9M1X1', name: '天祝雪域食品有限公司', kind: 'branch', region: '620623100' },
    ...{ township: '华藏寺镇', address: '天祝雪域食品有限公司旁', trade: '零售', grade: 'B' },
  });
});

test('what begins with the words comes first; width and case do not matter; all words must occur', async () => {
  const opened = await pack();
  expect(names(opened, '雪域')).toEqual(['雪域（Yak）食品店', '天祝雪域食品有限公司']);
  expect(names(opened, '(yak)')).toEqual(['雪域（Yak）食品店']);
  expect(names(opened, '食品 天祝')).toEqual(['天祝雪域食品有限公司']);
  expect(names(opened, '旁')).toEqual([]);
  expect(names(opened, ' ')).toEqual([]);
});

test('the total counts also what is not shown', async () => {
  const { total, places } = findPlaces((await pack()).keys, '商店', 5);
  expect([total, places.length]).toEqual([8_998, 5]);
});

test('a pack that a files key did not sign is not opened', async () => {
  const bytes = await signed(many.slice(0, 2));
  expect(await openPack(bytes, trusted(['receipts']), verifySignature)).toEqual({ ok: false, error: 'unknown-key' });
  const forged = bytes.slice();
  forged[forged.length - 1] = (forged.at(-1) as number) ^ 1;
  expect(await openPack(forged, files, verifySignature)).toEqual({ ok: false, error: 'bad-signature' });
});

test('rows of another shape are malformed', async () => {
  expect(await openPack(await signed([['1', '2']]), files, verifySignature)).toEqual({ ok: false, error: 'malformed' });
});
