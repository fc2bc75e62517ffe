/** A county's enterprises on a device, from a server that answers from memory. */
import { openPack, packLine, partName, signPack, signPackDelta } from '@liangma/shared/packs/pack';
import type { IssuingKey, KeySet } from '@liangma/shared/trust/key-set';
import { createDeviceKey, deviceSigner } from '@liangma/web-common/crypto/device-key';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import { beforeEach, expect, test } from 'vitest';
import { openDeviceDb } from '../database/device-db.ts';
import { SyncProblem } from '../wire/sync-problem.ts';
import { findEnterprises, type PackPorts, packNames, refreshPack } from './pack.ts';
import { openPart } from './pack-text.ts';

const COUNTY = '620623';
const server = await createDeviceKey();
const signer = deviceSigner(server);
const trusted = (uses: IssuingKey['uses']): KeySet => ({
  issuedAt: 0,
  staleAt: 9e9,
  keys: [
    {
      kid: signer.kid,
      alg: signer.alg,
      publicKey: server.publicKey,
      validFrom: 0,
      validTo: 9e9,
      agencyPrefix: '',
      compromisedAt: null,
      uses,
    },
  ],
});

const cells = (id: string, name: string) => [id, name, 'branch', '620623100', '华藏寺镇', `${name}旁`, '零售', 'B'];
const many = Array.from({ length: 90 }, (_, i) => cells(`91620623MA${String(i).padStart(8, '0')}`, `商店${i}号`));
many[85] = cells('91620623MAYKM9M1X1', '天祝雪域食品有限公司');
many[10] = cells('91620623MAX', '雪域（Yak）食品店');
const encode = (rows: readonly string[][]) => new TextEncoder().encode(rows.map(packLine).join(''));
const texts = [encode(many.slice(0, 40)), encode(many.slice(40, 80)), encode(many.slice(80))];
const hashes = await Promise.all(texts.map(sha256));

let answers: Map<string, Uint8Array | undefined>;
let asked: string[];
let ports: PackPorts;
let account = 0;
beforeEach(async () => {
  asked = [];
  answers = new Map(hashes.map((hash, i) => [`/api/packs/${COUNTY}/parts/${partName(hash)}`, texts[i]]));
  answers.set(`/api/packs/${COUNTY}`, await whole(7));
  answers.set(`/api/packs/${COUNTY}?epoch=e&seq=7`, undefined);
  ports = {
    db: openDeviceDb(`pack${account++}`),
    wire: {
      getFile: async (path) => {
        asked.push(path);
        if (!answers.has(path)) throw new SyncProblem('unreachable');
        const bytes = answers.get(path);
        return bytes && { bytes: bytes.slice(), etag: '' };
      },
      getJson: () => Promise.reject(new SyncProblem('unreachable')),
      postJson: () => Promise.reject(new SyncProblem('unreachable')),
    },
    keys: trusted(['files']),
    verifySignature,
    opener: () => ({ open: (bytes, hash) => openPart(bytes, hash, sha256), end: () => undefined }),
  };
});

const whole = (seq: number) => signPack(signer, { county: COUNTY, epoch: 'e', seq, count: 90, parts: hashes });
const delta = (from: number, seq: number, changed: string[][], removed: string[]) =>
  signPackDelta(signer, { county: COUNTY, epoch: 'e', from, seq, count: 90, changed, removed });

async function search(query: string, limit = 50) {
  const pack = await ports.db.packs.get(COUNTY);
  if (!pack) throw new Error('no pack');
  const { total, enterprises } = await findEnterprises(ports.db, pack, await packNames(ports.db, pack), query, limit);
  return { total, names: enterprises.map(({ name }) => name), enterprises };
}

test('a pack comes part by part and every enterprise is found', async () => {
  await refreshPack(ports, COUNTY, 1);
  expect(await ports.db.packs.get(COUNTY)).toMatchObject({ epoch: 'e', seq: 7, count: 90, at: 1, gone: [] });
  expect((await search('MAYKM9')).enterprises).toEqual([
    {
      id: '91620623MAYKM9M1X1',
      name: '天祝雪域食品有限公司',
      kind: 'branch',
      region: '620623100',
      township: '华藏寺镇',
      address: '天祝雪域食品有限公司旁',
      trade: '零售',
      grade: 'B',
    },
  ]);
  const { total, names } = await search('商店', 5);
  expect([total, names.length]).toEqual([88, 5]);
});

test('names that begin with the words come first; width and case do not matter; all words must occur', async () => {
  await refreshPack(ports, COUNTY, 1);
  expect((await search('雪域')).names).toEqual(['雪域（Yak）食品店', '天祝雪域食品有限公司']);
  expect((await search('(yak)')).names).toEqual(['雪域（Yak）食品店']);
  expect((await search('食品 天祝')).names).toEqual(['天祝雪域食品有限公司']);
  expect((await search('旁')).names).toEqual([]);
  expect((await search(' ')).names).toEqual([]);
});

test('two calls at once download a pack once', async () => {
  answers.set(`/api/packs/${COUNTY}?epoch=e&seq=7`, undefined);
  await Promise.all([refreshPack(ports, COUNTY, 1), refreshPack(ports, COUNTY, 1)]);
  expect(asked.filter((one) => one.includes('/parts/'))).toHaveLength(3);
});

test('a link that breaks loses no part that came, and no pack is used before it is whole', async () => {
  const [second] = hashes.slice(1) as [Uint8Array];
  const path = `/api/packs/${COUNTY}/parts/${partName(second)}`;
  answers.delete(path);
  await expect(refreshPack(ports, COUNTY, 1)).rejects.toMatchObject({ kind: 'unreachable' });
  expect(await ports.db.packs.get(COUNTY)).toBeUndefined();
  answers.set(path, texts[1]);
  asked = [];
  await refreshPack(ports, COUNTY, 2);
  expect(asked.filter((one) => one.includes('/parts/'))).toEqual([path]);
  expect((await search('商店')).total).toBe(88);
});

test('a delta changes, adds and removes; the search sees only the newest line of an enterprise', async () => {
  await refreshPack(ports, COUNTY, 1);
  const changed = [cells('91620623MA00000005', '新名五号'), cells('91620623MANEW', '新开的店')];
  answers.set(`/api/packs/${COUNTY}?epoch=e&seq=7`, await delta(7, 8, changed, ['91620623MAX']));
  await refreshPack(ports, COUNTY, 2);
  expect((await search('商店5号')).names).toEqual([]);
  expect((await search('新')).names).toEqual(['新名五号', '新开的店']);
  expect((await search('Yak')).names).toEqual([]);
  answers.set(`/api/packs/${COUNTY}?epoch=e&seq=8`, await delta(8, 9, [cells('91620623MANEW', '又改名')], []));
  await refreshPack(ports, COUNTY, 3);
  expect((await search('91620623MANEW')).names).toEqual(['又改名']);
  expect(await ports.db.packs.get(COUNTY)).toMatchObject({ seq: 9, at: 3 });
});

test('a delta for another state is left alone, and a later whole pack takes the place of all before', async () => {
  await refreshPack(ports, COUNTY, 1);
  answers.set(`/api/packs/${COUNTY}?epoch=e&seq=7`, await delta(6, 9, [cells('91620623MANEW', '不该有')], []));
  await refreshPack(ports, COUNTY, 2);
  expect((await search('不该有')).total).toBe(0);
  answers.set(`/api/packs/${COUNTY}?epoch=e&seq=7`, await whole(12));
  answers.set(`/api/packs/${COUNTY}?epoch=e&seq=12`, undefined);
  await refreshPack(ports, COUNTY, 3);
  expect(await ports.db.packs.get(COUNTY)).toMatchObject({ seq: 12, gone: [] });
  expect(await ports.db.packNames.count()).toBe(3);
});

test('a part with other bytes, and a file that no files key signed, change nothing', async () => {
  const [first] = hashes as [Uint8Array];
  answers.set(`/api/packs/${COUNTY}/parts/${partName(first)}`, texts[1]);
  await expect(refreshPack(ports, COUNTY, 1)).rejects.toMatchObject({ kind: 'not-our-server' });
  expect(await openPack(await whole(7), trusted(['receipts']), verifySignature)).toMatchObject({ ok: false });
  await expect(refreshPack({ ...ports, keys: trusted(['receipts']) }, COUNTY, 1)).rejects.toThrow();
  const forged = await whole(7);
  forged[forged.length - 1] = (forged.at(-1) as number) ^ 1;
  answers.set(`/api/packs/${COUNTY}`, forged);
  await expect(refreshPack(ports, COUNTY, 1)).rejects.toMatchObject({ kind: 'not-our-server' });
  expect(await ports.db.packs.get(COUNTY)).toBeUndefined();
});
