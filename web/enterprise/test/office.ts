/** An issuing office for tests: root, keys, trust files and codes, all really signed. People and shops are invented. */
import { readFileSync } from 'node:fs';
import { uuidV7 } from '@liangma/shared/kernel/ids';
import { citationOf } from '@liangma/shared/matters/basis';
import { plainCap } from '@liangma/shared/matters/cap';
import type { Matter } from '@liangma/shared/matters/matter';
import { type Claims, HASH_BYTES } from '@liangma/shared/task-code/claims';
import { issueCode, liveText } from '@liangma/shared/task-code/issue';
import { anchorOf } from '@liangma/shared/task-code/live';
import { type CatalogMatter, signCatalog } from '@liangma/shared/trust/catalog';
import { type IssuingKey, type KeyUse, type RootKey, signKeySet } from '@liangma/shared/trust/key-set';
import { signStatusList, statusDay, statusDays } from '@liangma/shared/trust/status-list';
import { packTrust } from '@liangma/shared/trust/trust';
import { makeKey, sha256, type TestKey } from './signing.ts';

const DAY = 86_400;
const YEAR = 365 * DAY;
const MATTERS = new URL('../../../sync-server/data/matters.json', import.meta.url);

export interface TrustChanges {
  /** Seconds since 1970. */
  readonly statusIssuedAt?: number;
  readonly keysIssuedAt?: number;
  readonly withdrawn?: readonly number[];
}

export interface Office {
  readonly root: RootKey;
  readonly receipts: TestKey;
  trust(changes?: TrustChanges): Promise<Uint8Array>;
  code(origin: string, changes?: Partial<Claims>): Promise<string>;
  /** Returns the code as the officers' device shows it in this second. */
  liveCode(origin: string, changes?: Partial<Claims>): Promise<string>;
  /** By a key that no key set names. */
  strangeCode(origin: string): Promise<string>;
}

/** `now` is seconds since 1970. */
export function openOffice(now: () => number): Office {
  const root = makeKey();
  const issuing = makeKey();
  const receipts = makeKey();
  const stranger = makeKey();
  return {
    root: { ...root, alg: root.signer.alg },
    receipts,
    async trust(changes = {}) {
      const { statusIssuedAt = now() - 60, keysIssuedAt = now() - 60, withdrawn = [] } = changes;
      const keys = [named(issuing, ['codes', 'files'], now()), named(receipts, ['receipts'], now())];
      return packTrust({
        keys: await signKeySet(root.signer, { issuedAt: keysIssuedAt, staleAt: keysIssuedAt + 90 * DAY, keys }),
        status: [
          await signStatusList(issuing.signer, {
            shard: '6206',
            issuedAt: statusIssuedAt,
            ttl: 7 * DAY,
            days: statusDays(withdrawn.map((index) => ({ day: statusDay(claimsAt(now()).expires), index }))),
          }),
        ],
        catalog: [await signCatalog(issuing.signer, { version: 1, matters: publishedMatters() })],
      });
    },
    code: (origin, changes = {}) => issueCode(issuing.signer, { ...claimsAt(now()), ...changes }, origin),
    async liveCode(origin, changes = {}) {
      const claims = { ...claimsAt(now()), ...changes };
      const seed = crypto.getRandomValues(new Uint8Array(HASH_BYTES));
      const anchored = { ...claims, anchor: await anchorOf(seed, claims, sha256) };
      return liveText(await issueCode(issuing.signer, anchored, origin), anchored, seed, now(), sha256);
    },
    strangeCode: (origin) => issueCode(stranger.signer, claimsAt(now()), origin),
  };
}

const named = ({ kid, publicKey, signer }: TestKey, uses: readonly KeyUse[], now: number): IssuingKey => ({
  kid,
  publicKey,
  uses,
  alg: signer.alg,
  validFrom: now - YEAR,
  validTo: now + YEAR,
  agencyPrefix: '',
  compromisedAt: null,
});

function publishedMatters(): Map<string, CatalogMatter> {
  const matters = JSON.parse(readFileSync(MATTERS, 'utf8')) as Matter[];
  return new Map(
    matters.map(({ id, title, bases, cap }) => [id, { title, basis: citationOf(bases), cap: plainCap(cap) ?? null }]),
  );
}

export const claimsAt = (now: number): Claims => ({
  agency: '620623-SCJG',
  agencyName: '天祝藏族自治县市场监督管理局',
  enterprise: '91620623MA71DEMO0X',
  enterpriseName: '天祝雪域食品有限公司',
  notBefore: now - 3600,
  expires: now + 3 * 3600,
  task: uuidV7(now * 1000, crypto.getRandomValues(new Uint8Array(10))),
  kind: 'routine',
  matters: ['M901', 'M902'],
  officers: [
    { name: '王建国', certificate: '62062300017' },
    { name: '卓玛', certificate: '62062300042' },
  ],
  catalog: 1,
  nth: 2,
  statusShard: '6206',
  statusIndex: 42,
});
