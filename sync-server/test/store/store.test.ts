/** Contract tests for every store. */

import { utf8Decode } from '@liangma/shared/kernel/bytes';
import { taskIdSchema } from '@liangma/shared/kernel/ids';
import type { Matter } from '@liangma/shared/matters/matter';
import { markOf } from '@liangma/shared/protocol/scope-checksum';
import type { Task, TaskIn } from '@liangma/shared/tasks/task';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aMatter, aTask, EVENT_ID, OTHER_DEVICE_ID, TASK_ID } from '../../../shared/test/builders.ts';
import { aGrant } from '../../../shared/test/grants.ts';
import { newDevice } from '../../src/devices/devices.ts';
import type { StoredDiscard, StoredEvent } from '../../src/events/repository.ts';
import type { StoredGrant } from '../../src/grants/repository.ts';
import { addDevice, addTask, findNumberedTask, findTask } from '../../src/ports/directory.ts';
import { committed, type ReadTx, type Store, unchanged, type WriteTx } from '../../src/ports/store.ts';
import { type Place, places, STORES } from '../places.ts';

const placeOf = places();
let audits = 0;
const audit = () => ({ id: `audit-${audits++}`, at: 0, shard: '', actor: 'test', action: 'test', subject: '' });

describe.each(STORES)('store on %s', (kind) => {
  let place: Place;
  let store: Store;
  beforeAll(async () => {
    place = await placeOf(kind);
    store = await place.open('first');
  });
  afterAll(() => store.close());

  test('a write is stored with its number when its promise settles, and an unchanged one stores nothing', async () => {
    const seq = await store.write(async (tx) => {
      const n = await tx.shards.next('6206');
      await addTask(tx, '6206', n, aTask('issued'));
      return committed(n, audit());
    });
    expect(seq).toBe(1);
    expect(await store.read((tx) => findTask(tx, aTask('issued').id))).toEqual(aTask('issued'));
    await store.write(async (tx) => {
      await addTask(tx, '6206', 99, aTask('withdrawn'));
      return unchanged(undefined);
    });
    expect(await store.read((tx) => findTask(tx, aTask('issued').id))).toMatchObject({ state: 'issued' });
  });

  test('[SYNC-6] a list of matters stays unchanged under its version', async () => {
    const save = (version: number, ...matters: Matter[]) =>
      store.write(async (tx) => {
        await tx.matters.save(version, matters);
        return committed(undefined, audit());
      });
    await save(1, aMatter('M901'), aMatter('M902'));
    await save(2, aMatter('M901', { title: '另一名称' }));
    const [first, second, now, none] = await store.read((tx) =>
      Promise.all([tx.matters.ofVersion(1), tx.matters.ofVersion(2), tx.matters.all(), tx.matters.ofVersion(9)]),
    );
    expect(first).toEqual([aMatter('M901'), aMatter('M902')]);
    expect(second).toEqual([aMatter('M901', { title: '另一名称' })]);
    expect([now, none]).toEqual([second, []]);
  });

  test('a short number finds its code, and a second task with the number is not written', async () => {
    const { number } = aTask('issued');
    expect(await store.read((tx) => findNumberedTask(tx, number as string))).toEqual(aTask('issued'));
    expect(await store.read((tx) => findNumberedTask(tx, '0000000000'))).toBeUndefined();
    const other = aTask('issued', { id: v.parse(taskIdSchema, '019ab3a0-9999-7abc-8def-0123456789ab') });
    const save = (task: Task) =>
      store.write(async (tx) => {
        await addTask(tx, '6206', await tx.shards.next('6206'), task);
        return committed(undefined, audit());
      });
    await expect(save(other)).rejects.toThrow(/unique/i);
    expect(await store.read((tx) => findTask(tx, other.id))).toBeUndefined();
    expect(await store.read((tx) => findNumberedTask(tx, number as string))).toEqual(aTask('issued'));
  });

  test('a write that throws is rolled back alone, without the writes that share its commit', async () => {
    const save = (name: string, bad = false) =>
      store.write(async (tx) => {
        await tx.accounts.saveAttempts(name, { failures: 1, lastAt: 0 });
        if (bad) throw new Error('broken on purpose');
        return committed(name, audit());
      });
    const results = await Promise.allSettled([save('a'), save('b', true), save('c')]);
    expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const kept = await store.read(async (tx) => Promise.all(['a', 'b', 'c'].map((n) => tx.accounts.attempts(n))));
    expect(kept.map((k) => k !== undefined)).toEqual([true, false, true]);
  });

  test('a write reads its own changes and takes consecutive feed numbers', async () => {
    const seen = await store.write(async (tx) => {
      const numbers = [await tx.shards.next('6297'), await tx.shards.next('6297'), await tx.shards.next('6297')];
      const before = await findTask(tx, aTask('issued').id);
      await addTask(tx, '6206', 1, { ...aTask('issued'), nth: 7 });
      const [kept, listed, shards] = [
        await findTask(tx, aTask('issued').id),
        await tx.tasks.find({ agency: aTask('issued').agency.id, limit: 9 }),
        await tx.shards.all(),
      ];
      await addTask(tx, '6206', 1, before as Task);
      const nth = [kept?.nth, listed.find(({ id }) => id === kept?.id)?.nth];
      return committed({ numbers, nth, shard: shards.get('6297') }, audit());
    });
    expect(seen).toEqual({ numbers: [1, 2, 3], nth: [7, 7], shard: 3 });
    expect(await store.read((tx) => findTask(tx, aTask('issued').id))).toEqual(aTask('issued'));
    expect(await store.write(async (tx) => committed(await tx.shards.next('6297'), audit()))).toBe(4);
  });

  test('a rolled-back write takes no number', async () => {
    const draw = () =>
      store.write(async (tx) => unchanged([await tx.shards.next('6296'), await tx.shards.next('6296')]));
    expect([await draw(), await draw()]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test('a write begun just after another ended is committed too', async () => {
    for (let i = 0; i < 5; i++) await store.write(async (tx) => committed(await tx.shards.next('6298'), audit()));
    expect(await store.write(async (tx) => committed(await tx.shards.next('6298'), audit()))).toBe(6);
  });

  test('a shard gives its numbers in commit order, without a gap', async () => {
    const writes = Array.from({ length: 50 }, () =>
      store.write(async (tx) => committed(await tx.shards.next('6299'), audit())),
    );
    expect((await Promise.all(writes)).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  });

  test('a feed returns each row changed since a checkpoint once, in its newest version', async () => {
    const officer = aTask('issued').officers[0]?.id as string;
    const feed = (after: Record<string, number>) => store.read((tx) => tx.tasks.feed(officer, after, 100));
    expect(await feed({})).toMatchObject([
      { shard: '6206', seq: 1, state: 'issued', rev: aTask('issued').rev, gone: false },
    ]);
    expect((await feed({})).map(({ json }) => JSON.parse(utf8Decode(json)))).toEqual([aTask('issued')]);
    expect(await feed({ '6206': 1 })).toEqual([]);
    await store.write(async (tx) => {
      await addTask(tx, '6206', await tx.shards.next('6206'), aTask('withdrawn'));
      return committed(undefined, audit());
    });
    expect(await feed({ '6206': 1 })).toMatchObject([{ seq: 2, state: 'withdrawn' }]);
    expect(await feed({ '6207': 9 })).toHaveLength(1);
    const { shard, day, index } = aTask('withdrawn').statusEntry;
    expect(await store.read((tx) => tx.trust.withdrawnCodes(shard, day))).toEqual([{ day, index }]);
    expect(await store.read((tx) => tx.trust.withdrawnCodes(shard, day + 1))).toEqual([]);
  });

  test('[SYNC-17] a feed has the count and checksum that a device computes, and its last number', async () => {
    const [one = '', other = ''] = aTask('withdrawn').officers.map(({ id }): string => id);
    const sums = (officer: string) => store.read((tx) => tx.tasks.checksums(officer));
    const save = (task: Task) =>
      store.write(async (tx) => {
        const seq = await tx.shards.next('6206');
        await addTask(tx, '6206', seq, task);
        return committed(seq, audit());
      });
    const { id, rev } = aTask('withdrawn');
    expect(await sums(one)).toEqual({ '6206': { count: 1, sum: markOf(id, rev), seq: 2 } });
    // Nobody is told of an application.
    const applied = aTask('applied', { id: v.parse(taskIdSchema, '019ab3a0-8888-7abc-8def-0123456789ab') });
    await save(applied);
    expect(await sums(one)).toEqual({ '6206': { count: 1, sum: markOf(id, rev), seq: 2 } });
    // The former officer sees the removal once; the current officer sees every change.
    const given = { ...aTask('withdrawn'), rev: rev + 1, officers: aTask('withdrawn').officers.slice(1) };
    const [left, next] = [await save(given), await save({ ...given, rev: rev + 2 })];
    expect(await sums(one)).toEqual({ '6206': { count: 0, sum: 0, seq: left } });
    expect(await sums(other)).toEqual({ '6206': { count: 1, sum: markOf(id, rev + 2), seq: next } });
    const feed = await store.read((tx) => tx.tasks.feed(one, {}, 9));
    expect(feed).toMatchObject([{ seq: left, gone: true }]);
    expect(await store.read((tx) => tx.tasks.feed(one, { '6206': left }, 9))).toEqual([]);
    await save(aTask('withdrawn'));
    expect(await sums(one)).toMatchObject({ '6206': { count: 1, sum: markOf(id, rev) } });
    expect(await sums('O9999')).toEqual({});
  });

  test('a page that ends before a task changed twice in one write is not the last', async () => {
    const officers = [{ ...aTask('issued').officers[0], id: 'O8888' }] as unknown as Task['officers'];
    const [a, b] = ['019ab3a0-8881-7abc-8def-0123456789ab', '019ab3a0-8882-7abc-8def-0123456789ab'].map((id, i) =>
      aTask('issued', { id: v.parse(taskIdSchema, id), officers, number: `62062326110100${i}0` }),
    ) as [Task, Task];
    const seqs = await store.write(async (tx) => {
      const saved: number[] = [];
      for (const task of [a, b, { ...a, rev: a.rev + 1 }]) {
        const seq = await tx.shards.next('6206');
        await addTask(tx, '6206', seq, task);
        saved.push(seq);
      }
      return committed(saved, audit());
    });
    const [, between = 0, last] = seqs;
    expect(await store.read((tx) => tx.tasks.checksums('O8888'))).toMatchObject({ '6206': { count: 2, seq: last } });
    const [first] = await store.read((tx) => tx.tasks.feed('O8888', {}, 1));
    expect(first).toMatchObject({ id: b.id, seq: between });
    expect(await store.read((tx) => tx.tasks.feed('O8888', { '6206': between }, 1))).toMatchObject([
      { id: a.id, seq: last, rev: a.rev + 1 },
    ]);
  });

  test('a live code reaches the officers with its task, is written once, and not by a rolled-back write', async () => {
    const { id, officers } = aTask('issued');
    const lives = (officer: string) =>
      store.read(async (tx) => (await tx.tasks.feed(officer, {}, 100)).map(({ id, live }) => [id, live]));
    const liveBy = (byte: number) => ({ code: `code ${byte}`, seed: new Uint8Array(12).fill(byte) });
    const save = (byte: number, keep: boolean) =>
      store.write(async (tx) => {
        await tx.tasks.saveLiveCode('6206', id, liveBy(byte));
        return keep ? committed(undefined, audit()) : unchanged(undefined);
      });
    const officer = officers[1]?.id as string;
    expect(await lives(officer)).toEqual([[id, null]]);
    await save(9, false);
    await save(7, true);
    await expect(save(8, true)).rejects.toThrow(/unique|duplicate/i);
    expect(await lives(officer)).toEqual([[id, liveBy(7)]]);
    expect(await lives('O9999')).toEqual([]);
    const codes = await store.read((tx) => tx.tasks.codes('6206', [id, aTask('applied').id, 'another']));
    expect(codes.get(id)).toEqual([(aTask('issued') as TaskIn<'issued'>).code, 'code 7']);
    expect(codes.get('another')).toBeUndefined();
    expect(await store.read((tx) => tx.tasks.codes('6206', []))).toEqual(new Map());
  });

  test('every query within a write sees the event as last saved', async () => {
    const row: StoredEvent = {
      id: 'twice',
      device: 'w',
      deviceSeq: 1,
      type: 'acknowledgement-scanned',
      task: 'w',
      region: '',
      at: 5,
      receivedAt: 6,
      shard: '6206',
      seq: 9,
      hash: 'cc',
      envelope: Uint8Array.of(1),
      state: 'waiting',
      code: null,
      reasons: [],
      receipt: null,
      alerts: [],
      handedInBy: null,
    };
    const accepted: StoredEvent = { ...row, state: 'accepted' };
    const receipted: StoredEvent = { ...accepted, receipt: Uint8Array.of(3) };
    await store.write(async (tx) => {
      await tx.events.save(row);
      expect((await tx.events.waitingOf('6206', 'w')).map(({ id }) => id)).toEqual(['twice']);
      await tx.events.save(accepted);
      expect(await tx.events.hashes('6206', ['twice', 'none'])).toEqual(new Map([['twice', 'cc']]));
      expect(await tx.events.byId('6206', 'twice')).toEqual(accepted);
      expect(await tx.events.waitingOf('6206', 'w')).toEqual([]);
      expect(await tx.events.chain('6206', 'w', { from: 1, to: 2 })).toEqual([accepted]);
      await tx.events.saveCarrier('6206', 'carried', 'twice');
      await tx.events.save(receipted);
      expect(await tx.events.carriers('6206', 'carried')).toEqual([receipted]);
      expect([await tx.events.latestMoment('6206', 'w', 2), await tx.events.accepted('6206', 'w')]).toEqual([
        5,
        [receipted],
      ]);
      return committed(undefined, audit());
    });
    expect(await store.read((tx) => tx.events.byId('6206', 'twice'))).toEqual(receipted);
  });

  test('the store counts a device’s events in a shard after a number, including those of the same write', async () => {
    const event = (id: string, device: string, shard: string, seq: number): StoredEvent => ({
      id,
      device,
      deviceSeq: seq,
      type: 'scan',
      task: 't',
      region: '',
      at: 1,
      receivedAt: 2,
      shard,
      seq,
      hash: id,
      envelope: Uint8Array.of(1),
      state: 'accepted',
      code: null,
      reasons: [],
      receipt: null,
      alerts: [],
      handedInBy: null,
    });
    const counts = async (tx: ReadTx) => {
      const all: number[] = [];
      for (const seq of [0, 5, 6, 9]) all.push(await tx.events.countAfter('6206', 'counted', seq));
      return all;
    };
    await store.write(async (tx) => {
      for (const seq of [5, 6, 7]) await tx.events.save(event(`c${seq}`, 'counted', '6206', seq));
      await tx.events.save(event('c-other', 'counted', '6204', 8));
      await tx.events.save(event('c-device', 'another', '6206', 8));
      expect(await counts(tx)).toEqual([3, 2, 1, 0]);
      // Judged again, it stands elsewhere in the feed.
      await tx.events.save(event('c5', 'counted', '6206', 10));
      expect(await counts(tx)).toEqual([3, 3, 2, 1]);
      return committed(undefined, audit());
    });
    expect(await store.read(counts)).toEqual([3, 3, 2, 1]);
  });

  test('the store finds each event that carried an answer once, by the answer’s id', async () => {
    const carrier: StoredEvent = {
      id: 'carrier',
      device: 'd',
      deviceSeq: 1,
      type: 'acknowledgement-scanned',
      task: 't',
      region: '',
      at: 1,
      receivedAt: 2,
      shard: '6206',
      seq: 3,
      hash: 'aa',
      envelope: Uint8Array.of(1),
      state: 'accepted',
      code: null,
      reasons: [],
      receipt: null,
      alerts: [],
      handedInBy: null,
    };
    const save = () =>
      store.write(async (tx) => {
        await tx.events.save(carrier);
        await tx.events.saveCarrier(carrier.shard, 'answer', carrier.id);
        return committed(undefined, audit());
      });
    await save();
    await expect(save()).rejects.toThrow(/unique|duplicate/i);
    expect(await store.read((tx) => tx.events.carriers(carrier.shard, 'answer'))).toEqual([carrier]);
    expect(await store.read((tx) => tx.events.carriers(carrier.shard, 'another'))).toEqual([]);
  });

  test('[SYNC-2] only the same event overwrites an event', async () => {
    const event: StoredEvent = {
      id: 'taken',
      device: 'd',
      deviceSeq: 1,
      type: 'scan',
      task: 't',
      region: '',
      at: 1,
      hash: 'aa',
      state: 'waiting',
      receivedAt: 2,
      shard: '6206',
      seq: 4,
      envelope: Uint8Array.of(1),
      code: null,
      reasons: [],
      receipt: null,
      alerts: [],
      handedInBy: null,
    };
    const save = (row: StoredEvent) =>
      store.write(async (tx) => {
        await tx.events.save(row);
        return committed(undefined, audit());
      });
    const judged: StoredEvent = { ...event, state: 'accepted', receipt: Uint8Array.of(7) };
    await save(event);
    await save(judged);
    await expect(save({ ...event, hash: 'bb', device: 'e' })).rejects.toThrow('another envelope');
    expect(await store.read((tx) => tx.events.byId(event.shard, 'taken'))).toEqual(judged);
  });

  test('[SYNC-15] the store keeps the first version of a discard and finds it by its task', async () => {
    const discard = {
      event: EVENT_ID,
      type: 'record-submitted',
      task: TASK_ID,
      at: 5,
      ground: 'other' as const,
      note: '已另行立卷',
      exported: true,
      device: 'd',
      receivedAt: 6,
    } satisfies StoredDiscard;
    const save = (changes: object) =>
      store.write(async (tx) => committed(await tx.events.saveDiscard('6206', { ...discard, ...changes }), audit()));
    expect(await save({})).toBe(true);
    expect(await save({ note: '别的', receivedAt: 9 })).toBe(false);
    expect(await save({ device: 'e', receivedAt: 7 })).toBe(true);
    expect(await store.read((tx) => tx.events.discards('6206', TASK_ID))).toEqual([
      discard,
      { ...discard, device: 'e', receivedAt: 7 },
    ]);
    expect(await store.read((tx) => tx.events.discards('6206', OTHER_DEVICE_ID))).toEqual([]);
  });

  test('the store keeps a grant with its block of bits, counts the codes used, and voids the bit at its end', async () => {
    const { given, signed } = await aGrant();
    const write = (work: (tx: WriteTx) => Promise<unknown>) =>
      store.write(async (tx) => committed(await work(tx), audit()));
    const take = (shard: string, day: number, count: number) => write((tx) => tx.trust.takeIndexes(shard, day, count));
    expect([await take('6206', 1, 1), await take('6206', 1, 21), await take('6206', 1, 1)]).toEqual([0, 1, 22]);
    expect([await take('6206', 2, 1), await take('6201', 1, 1)]).toEqual([0, 0]);
    await write((tx) => tx.grants.save(given, signed));
    for (const number of [1, 3, 3, 21]) await write((tx) => tx.grants.saveCode('6206', given.id, number));
    expect(await store.read((tx) => tx.grants.byId('6206', given.id))).toEqual({
      grant: given,
      signed,
      used: 2,
      issued: 3,
    });
    expect(await store.read((tx) => tx.grants.byId('6206', '0123456789abcdef'))).toBeUndefined();
    const ids = async (list: Promise<StoredGrant[]>) => (await list).map(({ grant }) => grant.id);
    const { from, to } = given.window;
    expect(await ids(store.read((tx) => tx.grants.ofAgency(['6206'], given.agency.id)))).toEqual([given.id]);
    expect(await ids(store.read((tx) => tx.grants.ofDevice(['6206'], given.device, to - 1)))).toEqual([given.id]);
    expect(await ids(store.read((tx) => tx.grants.ofDevice(['6206'], given.device, to)))).toEqual([]);
    const over = (county: string, now: number) => ids(store.read((tx) => tx.grants.over(county, now)));
    expect([await over('620623', from), await over('620602', from), await over('620623', to)]).toEqual([
      [given.id],
      [],
      [],
    ]);
    const { shard, day, index } = given.statusEntry;
    const before = await store.read((tx) => tx.trust.withdrawnCodes(shard, day));
    await write((tx) => tx.trust.withdraw({ shard, day, index: 1003 }));
    await write((tx) => tx.grants.save({ ...given, ended: { ...given.given, reason: '调整' } }, signed));
    const after = await store.read((tx) => tx.trust.withdrawnCodes(shard, day));
    expect([before, after]).toEqual([[], [index, 1003].map((each) => ({ day, index: each }))]);
    expect([
      await over('620623', from),
      (await store.read((tx) => tx.grants.ofDevice(['6206'], given.device, from))).length,
    ]).toEqual([[], 1]);
  });

  test('the store finds devices by officer, and devices whose events wait for a task', async () => {
    const device = { ...newDevice('aa', Uint8Array.of(1), 5), shard: '0000', officer: 'O0007', account: 'a' };
    const event = {
      id: 'e1',
      device: 'aa',
      deviceSeq: 1,
      type: 'scan',
      task: 't1',
      region: '',
      at: 1,
      receivedAt: 2,
      shard: '0000',
      seq: 1,
      hash: 'ff',
      envelope: Uint8Array.of(1),
      code: null,
      reasons: [],
      receipt: null,
      alerts: [],
      handedInBy: null,
    };
    await store.write(async (tx) => {
      await addDevice(tx, device);
      await tx.events.save({ ...event, state: 'waiting' });
      return committed(undefined, audit());
    });
    expect(await store.read((tx) => tx.devices.ofOfficers(['O0007', 'O0008']))).toEqual([device]);
    expect(await store.read((tx) => tx.devices.ofOfficers([]))).toEqual([]);
    expect(await store.read((tx) => tx.events.awaiting('0000', 't1'))).toEqual(['aa']);
    expect(await store.read((tx) => tx.events.awaiting('0000', 't2'))).toEqual([]);
  });

  test('the first receipt of a photo stays until another replaces it', async () => {
    const photo = { shard: '6206', hash: 'a1'.repeat(32), receivedAt: 5, receipt: Uint8Array.of(1, 2) };
    const save = (receivedAt: number) =>
      store.write(async (tx) => committed(await tx.photos.save({ ...photo, receivedAt }), audit()));
    await save(5);
    await save(6);
    expect(await store.read((tx) => tx.photos.byHash('6206', photo.hash))).toEqual(photo);
    const renewed = { ...photo, receivedAt: 7, receipt: Uint8Array.of(3) };
    await store.write(async (tx) => committed(await tx.photos.renew(renewed), audit()));
    expect(await store.read((tx) => tx.photos.byHash('6206', photo.hash))).toEqual(renewed);
    expect(await store.read((tx) => tx.photos.byHash('6206', 'b2'.repeat(32)))).toBeUndefined();
  });

  test('nobody reads a write before its commit', async () => {
    const attempts = () => store.read((tx) => tx.accounts.attempts('half'));
    let begun = (): void => undefined;
    const writing = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const written = store.write(async (tx) => {
      await tx.accounts.saveAttempts('half', { failures: 1, lastAt: 0 });
      begun();
      await new Promise((resolve) => setTimeout(resolve, 50));
      return unchanged(undefined);
    });
    await writing;
    expect(await attempts()).toBeUndefined();
    await written;
    expect(await attempts()).toBeUndefined();
  });

  test.runIf(kind !== 'memory')('a reopened store has the same content and epoch', async () => {
    const again = await place.open('second');
    expect(again.epoch).toBe('first');
    expect(await again.read((tx) => findTask(tx, aTask('issued').id))).toMatchObject({ state: 'withdrawn' });
    await again.close();
  });
});
