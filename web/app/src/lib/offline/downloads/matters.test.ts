/** Tests the matters that a device holds, on an IndexedDB in memory. */
import type { Matter } from '@liangma/shared/matters/matter';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aMatter, NOW } from '../../../../../../shared/test/builders.ts';
import { type DeviceDb, openDeviceDb } from '../database/device-db.ts';
import type { Wire } from '../wire/wire.ts';
import { mattersById, refreshMatters } from './matters.ts';

let db: DeviceDb;
beforeEach(() => {
  db = openDeviceDb('matters');
});
afterEach(() => db.delete());

const wireWith = (...matters: Matter[]): Wire =>
  ({ getJson: async () => ({ version: 7, matters }) }) as unknown as Wire;
const held = async (...ids: string[]) => [...(await mattersById(db, ids)).keys()];

test('an officer who moves to another agency gets its matters, though the list has the same version', async () => {
  await refreshMatters(db, wireWith(aMatter('M901')), NOW);
  expect(await refreshMatters(db, wireWith(aMatter('M902')), NOW)).toBe(2);
  expect(await held('M901', 'M902')).toEqual(['M901', 'M902']);
});
