/** Rules that reach a device inside the signed catalog, on an IndexedDB in memory. */
import { writeRules } from '@liangma/shared/compliance/rulebook';
import { DEFAULT_POLICY, FIRST_ROWS } from '@liangma/shared/defaults/policy';
import { NOTICES } from '@liangma/shared/defaults/working-years';
import { DAY, startOfDay } from '@liangma/shared/kernel/instant';
import { signWholeCatalog } from '@liangma/shared/trust/rules';
import { packTrust } from '@liangma/shared/trust/trust';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aKey, issuingKey } from '../../../../../../shared/test/keys.ts';
import { type DeviceDb, openDeviceDb } from '../database/device-db.ts';
import { devicePolicy, keepRules } from './rules.ts';

const NOW = startOfDay('2026-11-24');
let db: DeviceDb;
let account = 0;
beforeEach(() => {
  db = openDeviceDb(`r${++account}`);
});
afterEach(() => db.close());

const key = aKey();
const keys = { issuedAt: 0, staleAt: 1, keys: [issuingKey(key, { uses: ['files'] })] };

async function download(text: string, signer = key.signer) {
  const catalog = await signWholeCatalog(signer, { version: 1, matters: new Map() }, text);
  return packTrust({ keys: new Uint8Array(), status: [], catalog: [catalog] });
}

test('a device judges by the thresholds of its place and day, out of the signed catalog', async () => {
  expect(await devicePolicy(db, '620623', NOW)).toBeUndefined();
  const own = {
    ...FIRST_ROWS[0],
    id: 'own',
    name: 'longestWindow',
    region: '620623',
    effectiveFrom: '2026-11-25',
  } as const;
  const rows = [...FIRST_ROWS, { ...own, value: DAY } as (typeof FIRST_ROWS)[number]];
  await keepRules(db, await download(writeRules({ rows, calendar: [...NOTICES] })), keys);
  expect(await devicePolicy(db, '620623', NOW)).toEqual(DEFAULT_POLICY);
  expect(await devicePolicy(db, '620623', NOW + DAY)).toEqual({ ...DEFAULT_POLICY, longestWindow: DAY });
  expect(await devicePolicy(db, '620622', NOW + DAY)).toEqual(DEFAULT_POLICY);
});

test('rules of a stranger, or of another version of the product, replace nothing', async () => {
  const rules = writeRules({ rows: FIRST_ROWS, calendar: [] });
  await keepRules(db, await download(rules, aKey().signer), keys);
  expect(await devicePolicy(db, '620623', NOW)).toBeUndefined();
  await keepRules(db, await download(rules), keys);
  await keepRules(db, await download('{"rows":[],"calendar":[]}'), keys);
  expect(await devicePolicy(db, '620623', NOW)).toEqual(DEFAULT_POLICY);
});
