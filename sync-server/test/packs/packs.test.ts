/** A county's enterprises on their way to a device: packs, parts and deltas, on every store. */
import { createHash } from 'node:crypto';
import { brotliDecompressSync } from 'node:zlib';
import { toHex } from '@liangma/shared/kernel/bytes';
import { regionCodeSchema } from '@liangma/shared/kernel/regions';
import { openPack, type Pack, type PackDelta, packTag } from '@liangma/shared/packs/pack';
import { type Enterprise, enterpriseIdSchema } from '@liangma/shared/registry/enterprise';
import type { SharedPostgres } from '@liangma/testing/shards/partitioned';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { committed, type WriteTx } from '../../src/ports/store.ts';
import { type Client, startServer, type TestServer } from '../harness.ts';
import { sharedPostgres } from '../shared-stores.ts';

let postgres: SharedPostgres;
beforeAll(async () => {
  postgres = await sharedPostgres();
});
afterAll(() => postgres.stop());

const COUNTY = '620623';

describe.each(['sqlite', 'postgres'] as const)('packs on %s', (kind) => {
  let server: TestServer;
  let inspector: Client;
  beforeAll(async () => {
    server = await startServer(
      kind === 'postgres' ? { databaseUrl: await postgres.county('packs') } : { onDisk: true },
    );
    inspector = await server.as('wangjianguo');
  });
  afterAll(() => server.stop());

  const opened = async (body: Uint8Array): Promise<Pack | PackDelta> => {
    const { keys } = await server.deps.trust.opened();
    const file = await openPack(body, keys, server.deps.signatures.verify);
    if (!file.ok) throw new Error(file.error);
    return file.value;
  };
  const whole = async () => {
    const file = await opened((await inspector.get(`/api/packs/${COUNTY}`)).body);
    if (file.kind !== 'pack') throw new Error('no pack');
    return file;
  };
  const since = (seq: number, epoch = server.deps.store.epoch) =>
    inspector.get(`/api/packs/${COUNTY}?epoch=${epoch}&seq=${seq}`, { 'if-none-match': packTag({ epoch, seq }) });
  const deltaSince = async (seq: number) => {
    const file = await opened((await since(seq)).body);
    if (file.kind !== 'pack-delta') throw new Error('no delta');
    return file;
  };
  const change = <T>(work: (tx: WriteTx) => Promise<T>): Promise<T> =>
    server.deps.store.write(async (tx) => {
      const audit = { id: `a${audits++}`, at: 0, shard: '', actor: 'test', action: 'test', subject: '' };
      return committed(await work(tx), audit);
    });
  let audits = 0;
  const some = (limit: number) => server.deps.store.read((tx) => tx.packs.enterprisesAfter(COUNTY, '', limit));

  test('a pack names its parts by the hash of their text, and the parts hold every enterprise once', async () => {
    const pack = await whole();
    const ids: string[] = [];
    for (const part of pack.parts) {
      const path = `/api/packs/${COUNTY}/parts/${toHex(part)}`;
      const plain = await inspector.get(path);
      expect(createHash('sha256').update(plain.body).digest('hex')).toBe(toHex(part));
      const packed = await inspector.get(path, { 'accept-encoding': 'gzip, br' });
      expect(packed.headers.get('content-encoding')).toBe('br');
      expect(brotliDecompressSync(packed.body).equals(plain.body)).toBe(true);
      const lines = new TextDecoder().decode(plain.body).trimEnd().split('\n');
      ids.push(...lines.map((line) => line.split('\t')[0] ?? ''));
    }
    expect(ids).toEqual([...new Set(ids)].sort());
    expect([pack.count, ids.length]).toEqual([2_000, 2_000]);
    expect((await whole()).parts).toEqual(pack.parts);
  });

  test('a delta holds only changed, new and ceased enterprises, and can be empty', async () => {
    const { seq } = await whole();
    expect((await since(seq)).status).toBe(304);
    const [first, second, third] = (await some(3)) as [Enterprise, Enterprise, Enterprise];
    const fresh = { ...first, id: v.parse(enterpriseIdSchema, 'X00000000017'), name: '新开的店（演示）' };
    const counted = await change((tx) =>
      tx.registry.saveEnterprises([{ ...first, address: '新地址 1 号' }, second, fresh]),
    );
    expect(counted).toBe(2);
    expect(await change((tx) => tx.registry.saveEnterprises([{ ...third, state: 'ceased' }]))).toBe(1);
    const delta = await deltaSince(seq);
    expect(delta.changed.map(([id, , , , , address]) => [id, address])).toEqual([
      [first.id, '新地址 1 号'],
      [fresh.id, first.address],
    ]);
    expect([delta.removed, delta.count, delta.from]).toEqual([[third.id], 2_000, seq]);
    expect((await since(delta.seq)).status).toBe(304);
    const found = await inspector.get(`/api/registry/enterprises?q=${encodeURIComponent(third.name)}`);
    expect(found.body.enterprises.map(({ id }: Enterprise) => id)).not.toContain(third.id);
  });

  test('an enterprise that moves leaves its old county', async () => {
    const newest = await server.deps.store.read((tx) => tx.packs.enterpriseSeq(COUNTY));
    const [one] = (await some(1)) as [Enterprise];
    const region = v.parse(regionCodeSchema, '620602001');
    await change((tx) => tx.registry.saveEnterprises([{ ...one, region }]));
    const delta = await deltaSince(newest);
    expect([delta.changed, delta.removed]).toEqual([[], [one.id]]);
  });

  test('too many changes, another epoch or a future number bring a whole pack', async () => {
    const { seq } = await whole();
    const newest = await server.deps.store.read((tx) => tx.packs.enterpriseSeq(COUNTY));
    const all = await some(1_100);
    await change((tx) => tx.registry.saveEnterprises(all.map((e) => ({ ...e, grade: e.grade === 'A' ? 'B' : 'A' }))));
    for (const reply of [await since(newest), await since(newest + 9), await since(newest, 'other')]) {
      expect((await opened(reply.body)).kind).toBe('pack');
    }
    const { seq: made } = await whole();
    expect(made).toBeGreaterThan(seq);
    expect((await since(made)).status).toBe(304);
  });

  test('bad requests get an error, and other counties are not given', async () => {
    const part = `/api/packs/${COUNTY}/parts`;
    const replies = await Promise.all([
      inspector.get(`/api/packs/${COUNTY}?seq=-1`),
      inspector.get(`${part}/nonsense`),
      inspector.get(`${part}/${'0'.repeat(64)}`),
      inspector.get(`/api/packs/620602/parts/${'0'.repeat(64)}`),
      server.anonymous.get(`${part}/${'0'.repeat(64)}`),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([400, 400, 404, 403, 401]);
  });
});
