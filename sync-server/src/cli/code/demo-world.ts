/** Keys, files and codes for `liangma code demo`: made afresh, of invented people, trusted by nobody else. */
import { randomBytes } from 'node:crypto';
import type { Signer } from '@liangma/shared/kernel/cose';
import { uuidV7 } from '@liangma/shared/kernel/ids';
import * as time from '@liangma/shared/kernel/instant';
import type { Suite } from '@liangma/shared/kernel/public-key';
import type { Claims } from '@liangma/shared/task-code/claims';
import type { Grant } from '@liangma/shared/task-code/grant';
import type { GrantedCode } from '@liangma/shared/task-code/granted-code';
import type { IssuingKey } from '@liangma/shared/trust/key-set';
import { inSeconds } from '@liangma/shared/trust/lifetimes';
import { KEY_MATERIAL, kidOf } from '../../adapters/crypto/suites.ts';

export interface DemoKey {
  readonly signer: Signer;
  readonly publicKey: Uint8Array;
}

export function makeKey(suite: Suite): DemoKey {
  const material = KEY_MATERIAL[suite];
  const secret = material.makeSecret();
  const publicKey = material.publicKeyOf(secret);
  if (!publicKey) throw new Error('a fresh secret has a public key');
  return { publicKey, signer: material.signerOf(kidOf(publicKey), secret) };
}

export const keyEntry = (
  { signer, publicKey }: DemoKey,
  now: number,
  change: Partial<IssuingKey> = {},
): IssuingKey => ({
  kid: signer.kid,
  alg: signer.alg,
  publicKey,
  agencyPrefix: '620623',
  compromisedAt: null,
  validFrom: now - 200 * DAY,
  validTo: now + 365 * DAY,
  uses: ['codes', 'files'],
  ...change,
});

/** Seconds, as the clock of the whole demo. */
export const DAY = inSeconds(time.DAY);

const OFFICERS = [
  { name: '王建国', certificate: '62062300017' },
  { name: '卓玛', certificate: '62062300042' },
] as const;
const AGENCY = { agency: '620623-SCJG', agencyName: '天祝藏族自治县市场监督管理局' } as const;
const ENTERPRISE = { enterprise: '91620623MA7XY0000K', enterpriseName: '天祝雪域食品有限公司' } as const;

export const DEMO_SHARD = '6206';
export const WITHDRAWN_INDEX = 3;
export const ENDED_GRANT_INDEX = 400;

/** Four hours around now, for an invented inspection. */
export const demoClaims = (now: number, change: Partial<Claims> = {}): Claims => ({
  ...AGENCY,
  ...ENTERPRISE,
  notBefore: now - 3600,
  expires: now + 10_800,
  task: uuidV7(now * 1000, randomBytes(10)),
  kind: 'routine',
  matters: ['M901', 'M902'],
  officers: OFFICERS,
  catalog: 1,
  nth: 1,
  statusShard: DEMO_SHARD,
  statusIndex: 7,
  ...change,
});

export const demoGrant = (now: number, deviceKey: Uint8Array, change: Partial<Grant> = {}): Grant => ({
  ...AGENCY,
  notBefore: now - DAY,
  expires: now + 6 * DAY,
  deviceKey,
  kinds: ['case'],
  matters: [],
  officers: OFFICERS,
  regionPrefix: '620623',
  maxCodes: 20,
  statusShard: DEMO_SHARD,
  statusIndex: 100,
  reportHours: 72,
  ...change,
});

/** Its step is the one in which `now` falls. */
export const demoGrantedCode = (now: number, change: Partial<GrantedCode> = {}): GrantedCode => ({
  number: 1,
  ...ENTERPRISE,
  region: '620623100',
  notBefore: now - 3600,
  expires: now + 10_800,
  kind: 'case',
  matters: ['M901', 'M902'],
  officers: [],
  catalog: 1,
  nth: 0,
  step: 120,
  ...change,
});

export const demoMatters = (ids: readonly string[]) =>
  new Map(ids.map((id) => [id, { title: `演示事项 ${id}`, basis: '演示', cap: null }]));
