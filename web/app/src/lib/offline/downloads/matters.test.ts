/** Tests the matters that a device holds, on an IndexedDB in memory. */
import type { Actor } from '@liangma/shared/access/authorise';
import { standingPost } from '@liangma/shared/access/post';
import type { Matter } from '@liangma/shared/matters/matter';
import { type AgencyRef, agencyIdSchema } from '@liangma/shared/registry/agency';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aMatter, NOW } from '../../../../../../shared/test/builders.ts';
import { type DeviceDb, openDeviceDb } from '../database/device-db.ts';
import type { Wire } from '../wire/wire.ts';
import { refreshColleagues } from './colleagues.ts';
import { mattersById, refreshMatters } from './matters.ts';

let db: DeviceDb;
beforeEach(() => {
  db = openDeviceDb('matters');
});
afterEach(() => db.delete());

const [FIRST, SECOND] = ['620623-SCJG', '620623-YJGL'].map((id) => ({ id: v.parse(agencyIdSchema, id), name: id })) as [
  AgencyRef,
  AgencyRef,
];
const region = '620623';
/** A clerk of another agency, and an inspector of the own one. */
const actor: Actor = {
  account: 'both',
  name: '两处任职',
  posts: [standingPost('clerk', { agency: SECOND, region }), standingPost('inspector', { agency: FIRST, region })],
  agency: FIRST,
  officer: null,
  region,
  demo: false,
};
const asked: string[] = [];
const partsWith = (...matters: Matter[]) => {
  const getJson = async (path: string) => {
    asked.push(path);
    return { version: 7, matters, officers: [] };
  };
  return { db, actor, wire: { getJson } as unknown as Wire };
};
const held = async (...ids: string[]) => [...(await mattersById(db, ids)).keys()];

test('an officer who moves to another agency gets its matters, though the list has the same version', async () => {
  await refreshMatters(partsWith(aMatter('M901')), NOW);
  expect(await refreshMatters(partsWith(aMatter('M902')), NOW)).toBe(2);
  expect(await held('M901', 'M902')).toEqual(['M901', 'M902']);
});

test('[POST-5] matters and colleagues are those of the agency for which the officer inspects', async () => {
  asked.length = 0;
  await refreshMatters(partsWith(aMatter('M901')), NOW);
  await refreshColleagues(partsWith(), NOW);
  expect(asked).toEqual(['/api/matters?acting=620623-SCJG', '/api/registry/officers?acting=620623-SCJG']);
});
