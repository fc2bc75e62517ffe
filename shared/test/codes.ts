/** A code for tests, with everything a verifier needs: two matters, two officers, four hours. */
import type { Claims } from '../src/task-code/claims.ts';
import type { Grant } from '../src/task-code/grant.ts';
import type { GrantedCode } from '../src/task-code/granted-code.ts';
import { type FindGrant, resolveGranted } from '../src/task-code/granted-verify.ts';
import type { VerifyContext } from '../src/task-code/verify.ts';
import { type StatusList, statusDay, statusDays } from '../src/trust/status-list.ts';
import { aDeviceKey, aKey, issuingKey, sha256, verifySignature } from './keys.ts';

/** Seconds: the codes here begin. */
export const T = 1_764_000_000;
export const ORIGIN = 'http://localhost:8787';
export const issuing = aKey();
export const device = aDeviceKey();

export const officers = [
  { name: '王建国', certificate: '62062300017' },
  { name: '卓玛', certificate: '62062300042' },
] as const;

export const claims: Claims = {
  agency: '620623-SCJG',
  agencyName: '天祝藏族自治县市场监督管理局',
  enterprise: '91620623MA7XY0000K',
  enterpriseName: '天祝雪域食品有限公司',
  notBefore: T,
  expires: T + 14_400,
  task: '019ab3a0-1234-7abc-8def-0123456789ab',
  kind: 'routine',
  matters: ['M901', 'M902'],
  officers,
  catalog: 1,
  nth: 2,
  statusShard: '6206',
  statusIndex: 7,
};

export const grant: Grant = {
  agency: '620623-SCJG',
  agencyName: '天祝藏族自治县市场监督管理局',
  notBefore: T - 86_400,
  expires: T + 6 * 86_400,
  deviceKey: device.publicKey,
  kinds: ['case'],
  matters: [],
  officers,
  regionPrefix: '620623',
  maxCodes: 20,
  statusShard: '6206',
  statusIndex: 1000,
  reportHours: 72,
};

export const grantedCode: GrantedCode = {
  number: 3,
  enterprise: '91620623MA7XY0000K',
  enterpriseName: '天祝雪域食品有限公司',
  region: '620623100',
  notBefore: T,
  expires: T + 14_400,
  kind: 'case',
  matters: ['M901', 'M902'],
  officers: [],
  catalog: 1,
  nth: 0,
  step: 2,
};

export const matter = { title: '食品生产监督检查', basis: '《食品安全法》', cap: null };

/** The list of the codes here; by default nothing is withdrawn. */
export const statusLists = (changes: Partial<StatusList> = {}): ReadonlyMap<string, StatusList> =>
  new Map([['6206', { shard: '6206', issuedAt: T - 100, ttl: 604_800, days: new Map(), ...changes }]]);

/** The given bits are set on the day on which something expires that does so at `expires`. */
export const withdrawnOn = (expires: number, ...indexes: readonly number[]): ReadonlyMap<string, StatusList> =>
  statusLists({ days: statusDays(indexes.map((index) => ({ day: statusDay(expires), index }))) });

export const context = (
  changes: Partial<VerifyContext> = {},
  find: FindGrant = async () => undefined,
): VerifyContext => ({
  keys: { issuedAt: T - 100, staleAt: T + 1_000_000, keys: [issuingKey(issuing)] },
  status: statusLists(),
  catalog: { version: 1, matters: new Map(['M901', 'M902'].map((id) => [id, matter])) },
  now: (T + 60) * 1000,
  verifySignature,
  sha256,
  granted: resolveGranted(find),
  ...changes,
});
