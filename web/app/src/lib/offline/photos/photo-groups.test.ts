/** The real Dexie, on an IndexedDB in memory. */
import type { TaskId } from '@liangma/shared/kernel/ids';
import { firstValueFrom, from } from 'rxjs';
import { expect, test } from 'vitest';
import { openDeviceDb } from '../database/device-db.ts';
import type { EventRow, ParkedOutcome, ParkedRow } from '../rows.ts';
import { photoGroups$ } from './photo-groups.ts';
import { addPhoto } from './photo-rows.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;

const refused = (id: string, outcome?: ParkedOutcome): ParkedRow => ({
  id,
  code: 'wrong-state',
  reasons: [],
  parkedAt: 1,
  event: { id, task: TASK, type: 'record-submitted' } as EventRow,
  ...(outcome ? { outcome } : {}),
});
const aside: ParkedOutcome = { kind: 'discarded', at: 2, ground: 'made-by-mistake', note: '' };

test.each([
  ['a refused record that waits for a person', [refused('1')], 'held'],
  ['one that its officer is done with', [refused('1', aside)], 'set-aside'],
  ['two, of which one still waits', [refused('1', aside), refused('2')], 'held'],
] as const)('held photos of %s', async (name, parked, state) => {
  const db = openDeviceDb(name);
  const held = { state: 'held', why: 'record-refused' } as const;
  const photo = { task: TASK, hash: '1'.repeat(64), size: 3, type: 'image/jpeg' as const, takenAt: 1, thumbnail: '' };
  await addPhoto(db, { ...photo, upload: held }, Uint8Array.of(1, 2, 3));
  await db.parked.bulkPut(parked);
  const groups = await firstValueFrom(from(photoGroups$({ db })));
  expect(groups.map(({ task, state }) => [task, state])).toEqual([[TASK, state]]);
  db.close();
});
