/** Thresholds on this device, out of the signed catalog: the device judges by what the server judges by. */
import type { Policy } from '@liangma/shared/compliance/policy';
import { policyFor } from '@liangma/shared/compliance/policy-rows';
import { readRules } from '@liangma/shared/compliance/rulebook';
import { dayOf } from '@liangma/shared/kernel/instant';
import type { KeySet } from '@liangma/shared/trust/key-set';
import { openRules } from '@liangma/shared/trust/rules';
import { unpackTrust } from '@liangma/shared/trust/trust';
import { verifySignature } from '@liangma/web-common/crypto/signatures';
import { liveQuery } from 'dexie';
import { from, map, type Observable } from 'rxjs';
import { type DeviceDb, readMeta, writeMeta } from '../database/device-db.ts';

/** Stores the rules of a download that was verified. A catalog without rules, or of another version of the product, replaces none. */
export async function keepRules(db: DeviceDb, download: Uint8Array, keys: KeySet): Promise<void> {
  for (const file of unpackTrust(download)?.catalog ?? []) {
    const opened = await openRules(file, keys, verifySignature);
    if (opened.ok && readRules(opened.value.rules)) await writeMeta(db, 'rules', opened.value.rules);
  }
}

/** Returns the policy of a place today; undefined before the first download, when nothing on this device can be judged by it. */
export const devicePolicy = async (db: DeviceDb, region: string, now: number): Promise<Policy | undefined> =>
  policyOf(await readMeta(db, 'rules'), region, now);

/** The policy, again whenever newer rules are stored; null while there are none. */
export const devicePolicy$ = (db: DeviceDb, region: string, now: () => number): Observable<Policy | null> =>
  from(liveQuery(() => readMeta(db, 'rules'))).pipe(map((text) => policyOf(text, region, now()) ?? null));

function policyOf(text: string | undefined, region: string, now: number): Policy | undefined {
  const rules = text === undefined ? undefined : readRules(text);
  return rules && policyFor(rules.rows, region, dayOf(now));
}
