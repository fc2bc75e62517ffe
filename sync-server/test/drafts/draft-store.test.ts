/** Every store keeps these promises about drafts. */

import { emptyDraft } from '@liangma/shared/drafts/draft';
import { OPINION } from '@liangma/shared/drafts/items';
import { enter } from '@liangma/shared/drafts/merge';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aTask, DEVICE_ID, NOW } from '../../../shared/test/builders.ts';
import type { StoredDraft } from '../../src/drafts/repository.ts';
import { addTask } from '../../src/ports/directory.ts';
import { committed, type Store, type WriteTx } from '../../src/ports/store.ts';
import { places, STORES } from '../places.ts';

const placeOf = places();

const task = aTask('inspecting');
const officer = task.officers[0]?.id as string;
const draft = enter(emptyDraft(), { key: OPINION, value: '无异议', over: [] }, { by: 'O0001', device: DEVICE_ID }, NOW);
const stored: StoredDraft = { task: task.id, shard: '6206', seq: 1, updatedAt: NOW, ended: false, draft };

describe.each(STORES)('drafts on %s', (kind) => {
  let store: Store;
  beforeAll(async () => {
    store = await (await placeOf(kind)).open('first');
  });
  afterAll(() => store.close());

  let audits = 0;
  const save = (work: (tx: WriteTx, seq: number) => Promise<void>): Promise<void> =>
    store.write(async (tx) => {
      await work(tx, await tx.drafts.next('6206'));
      const audit = { id: `audit-${audits++}`, at: NOW, shard: '', actor: 'test', action: 'test', subject: '' };
      return committed(undefined, audit);
    });
  const feed = (after: Record<string, number>, who = officer) => store.read((tx) => tx.drafts.feed(who, after, 100));

  test('the store keeps one draft a task, and only its officers get it in their feed', async () => {
    await save((tx, seq) => addTask(tx, '6206', seq, task));
    expect(await store.read((tx) => tx.drafts.ofTask('6206', task.id))).toBeUndefined();
    await save((tx, seq) => tx.drafts.save({ ...stored, seq }));
    const kept = { ...stored, seq: 2 };
    expect(await store.read((tx) => tx.drafts.ofTask('6206', task.id))).toEqual(kept);
    expect(await feed({})).toEqual([{ ...kept, officers: task.officers.map(({ id }) => id) }]);
    expect(await feed({ '6206': 2 })).toEqual([]);
    expect(await feed({}, 'O9999')).toEqual([]);
  });

  test('a draft that changed or ended comes once more, in its latest state', async () => {
    await save((tx, seq) => tx.drafts.save({ ...stored, seq, updatedAt: NOW + 1, ended: true }));
    expect(await feed({ '6206': 2 })).toMatchObject([{ seq: 3, updatedAt: NOW + 1, ended: true }]);
    expect(await feed({})).toHaveLength(1);
  });

  test('a draft names the present officers of the task', async () => {
    await save((tx, seq) => addTask(tx, '6206', seq, { ...task, officers: task.officers.slice(1) }));
    expect(await feed({})).toMatchObject([{ officers: task.officers.slice(1).map(({ id }) => id) }]);
  });
});
