/** Every store keeps these promises about quarantine and suspensions (SYNC-9). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anOfficer } from '../../../shared/test/builders.ts';
import type { StoredEvent } from '../../src/events/repository.ts';
import { committed, type Store, type WriteTx } from '../../src/ports/store.ts';
import type { QuarantinedEvent } from '../../src/quarantine/repository.ts';
import { places, STORES } from '../places.ts';

const placeOf = places();

const [d1, d2] = ['11'.repeat(16), '22'.repeat(16)];
const entry = (event: string, deviceSeq: number, changes: Partial<QuarantinedEvent> = {}): QuarantinedEvent => ({
  shard: '6206',
  event,
  device: d1,
  deviceSeq,
  task: 'task',
  county: '620623',
  reason: 'device-revoked',
  since: 5,
  arrivedAt: 9,
  decided: null,
  ...changes,
});

describe.each(STORES)('quarantine on %s', (kind) => {
  let store: Store;
  beforeAll(async () => {
    store = await (await placeOf(kind)).open('first');
  });
  afterAll(() => store.close());
  let audits = 0;
  const write = (work: (tx: WriteTx) => Promise<void>) =>
    store.write(async (tx) => {
      await work(tx);
      return committed(undefined, { id: `a${audits++}`, at: 0, shard: '', actor: 't', action: 't', subject: '' });
    });

  test('[SYNC-9] the list has the undecided events of a region in chain order, and the store keeps decided ones', async () => {
    const all = [
      entry('c', 3),
      entry('b', 2, { device: d2 }),
      entry('a', 1),
      entry('x', 1, { shard: '6201', county: '620102' }),
    ];
    await write(async (tx) => {
      for (const shard of ['6206', '6201']) await tx.shards.next(shard);
      for (const one of all) await tx.quarantine.save(one);
    });
    const [a, b, c] = [all[2], all[1], all[0]];
    expect(await store.read((tx) => tx.quarantine.open('6206'))).toEqual([a, c, b]);
    // Two devices at one task: two cases.
    expect(await store.read((tx) => tx.quarantine.count('62'))).toBe(2);
    expect(await store.read((tx) => tx.quarantine.ofTask('6206', 'task'))).toHaveLength(3);
    const decided = { at: 10, by: 'zhangwei', name: '张伟', decision: 'released', note: '属实' } as const;
    await write((tx) => tx.quarantine.save({ ...entry('a', 1), decided }));
    expect(await store.read((tx) => tx.quarantine.open('6206'))).toEqual([c, b]);
    expect(await store.read((tx) => tx.quarantine.byEvent('6206', 'a'))).toEqual({ ...a, decided });
    expect(await store.read((tx) => tx.quarantine.byEvent('6206', 'nobody'))).toBeUndefined();
  });

  test('[SYNC-9] the store returns the suspensions of an officer, oldest first, and the officer as changed', async () => {
    const first = { id: 's1', officer: anOfficer(1).id, from: 1, until: null, by: 'zhangwei', reason: '暂扣' };
    await write(async (tx) => {
      await tx.officers.save([anOfficer(1), anOfficer(2)]);
      await tx.officers.saveSuspension({ ...first, id: 's2', from: 7 });
      await tx.officers.saveSuspension(first);
      await tx.officers.saveSuspension({ ...first, until: 4 });
      await tx.officers.change(anOfficer(1, { suspended: true }));
    });
    const kept = await store.read((tx) => tx.officers.suspensions(anOfficer(1).id));
    expect(kept).toEqual([
      { ...first, until: 4 },
      { ...first, id: 's2', from: 7 },
    ]);
    expect(await store.read((tx) => tx.officers.suspensions(anOfficer(2).id))).toEqual([]);
    const officers = await store.read((tx) => tx.officers.byIds([anOfficer(1).id, anOfficer(2).id]));
    expect(officers.map(({ suspended }) => suspended)).toEqual([true, false]);
  });

  test('[SYNC-9] the store returns the latest time that a chain states before a number', async () => {
    const event = (deviceSeq: number, at: number, state: StoredEvent['state']): StoredEvent => ({
      id: `e${deviceSeq}`,
      device: d1,
      deviceSeq,
      type: 'scan',
      task: 't',
      region: '',
      at,
      receivedAt: 9,
      shard: '6206',
      seq: deviceSeq,
      hash: '',
      envelope: new Uint8Array(1),
      state,
      code: null,
      reasons: [],
      receipt: null,
      alerts: [],
      handedInBy: null,
    });
    await write(async (tx) => {
      await tx.events.save(event(1, 50, 'quarantined'));
      await tx.events.save(event(2, 20, 'accepted'));
      await tx.events.save(event(3, 99, 'waiting'));
    });
    const latest = (before: number, device = d1) => store.read((tx) => tx.events.latestMoment('6206', device, before));
    expect([await latest(1), await latest(2), await latest(9), await latest(9, d2)]).toEqual([0, 50, 50, 0]);
  });
});
