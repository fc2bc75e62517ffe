/** Cases: one for each reason, and the ways in which a code is genuine. Verdicts are stated by how the code was made. */
import { signMap } from '@liangma/shared/kernel/cose';
import type { Claims } from '@liangma/shared/task-code/claims';
import type { GrantedCode } from '@liangma/shared/task-code/granted-code';
import { issueCode, issueGrantedCode } from '@liangma/shared/task-code/issue';
import { bytesOfText, codeText } from '@liangma/shared/task-code/text';
import type { Reason, Verdict } from '@liangma/shared/task-code/verify';
import type { DemoFiles } from './demo-files.ts';
import { DAY, type DemoKey, demoClaims, demoGrantedCode, WITHDRAWN_INDEX } from './demo-world.ts';

/** Material of which the cases are made. */
export interface CaseWorld {
  readonly now: number;
  readonly origin: string;
  readonly key: DemoKey;
  readonly otherSuiteKey: DemoKey;
  readonly stranger: DemoKey;
  readonly compromised: DemoKey;
  readonly device: DemoKey;
  readonly grant: { readonly bytes: Uint8Array; readonly ref: Uint8Array };
  readonly endedGrant: { readonly bytes: Uint8Array };
  readonly files: DemoFiles;
  live(claims: Claims): Promise<string>;
}

export interface DemoCase {
  readonly verdict: Verdict['verdict'];
  readonly reasons: readonly Reason[];
  /** Flags beside those of a plain case, or instead of them. */
  readonly flags?: (world: CaseWorld) => Record<string, string>;
  readonly text: (world: CaseWorld) => Promise<string>;
}

const plain = (w: CaseWorld, change: Partial<Claims> = {}, key = w.key): Promise<string> =>
  issueCode(key.signer, demoClaims(w.now, change), w.origin);

const granted = (w: CaseWorld, change: Partial<GrantedCode> = {}, grant: 'ref' | 'inline' = 'inline') =>
  issueGrantedCode(
    w.device.signer,
    grant === 'ref' ? { ref: w.grant.ref } : { inline: w.grant.bytes },
    demoGrantedCode(w.now, change),
    w.origin,
  );

const at = (seconds: (world: CaseWorld) => number) => (world: CaseWorld) => ({ now: String(seconds(world)) });

async function withBitFlipped(text: string, origin: string): Promise<string> {
  const bytes = Uint8Array.from(bytesOfText(text) as Uint8Array);
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1;
  return codeText(origin, bytes);
}

const genuine = (text: DemoCase['text'], flags?: DemoCase['flags']): DemoCase => ({
  verdict: 'genuine',
  reasons: [],
  text,
  ...(flags ? { flags } : {}),
});
const refuse = (reason: Reason, text: DemoCase['text'], flags?: DemoCase['flags']): DemoCase => ({
  verdict: 'refuse',
  reasons: [reason],
  text,
  ...(flags ? { flags } : {}),
});
const unsure = (reason: Reason, text: DemoCase['text'], flags?: DemoCase['flags']): DemoCase => ({
  verdict: 'unsure',
  reasons: [reason],
  text,
  ...(flags ? { flags } : {}),
});

export const DEMO_CASES: readonly DemoCase[] = [
  genuine((w) => plain(w)),
  refuse('malformed', async (w) => (await plain(w)).slice(0, -7)),
  unsure('unknown-key', (w) => plain(w, {}, w.stranger)),
  genuine((w) => w.live(demoClaims(w.now))),
  refuse('unsupported-version', async (w) => codeText(w.origin, await signMap(w.key.signer, new Map([[1, 'x']])))),
  unsure(
    'stale-keys',
    (w) => plain(w),
    (w) => ({ keys: w.files.staleKeys }),
  ),
  genuine((w) => granted(w)),
  refuse('bad-signature', async (w) => withBitFlipped(await plain(w), w.origin)),
  unsure(
    'stale-status',
    (w) => plain(w),
    (w) => ({ status: w.files.staleStatus }),
  ),
  genuine(
    (w) => granted(w, { number: 2 }, 'ref'),
    (w) => ({ grants: w.files.grants }),
  ),
  refuse('key-not-valid-then', (w) => plain(w, {}, w.compromised)),
  unsure(
    'unknown-matter',
    (w) => plain(w),
    (w) => ({ catalog: w.files.otherCatalog }),
  ),
  genuine((w) => plain(w, {}, w.otherSuiteKey)),
  refuse('grant-invalid', (w) =>
    issueGrantedCode(w.device.signer, { inline: w.endedGrant.bytes }, demoGrantedCode(w.now), w.origin),
  ),
  unsure(
    'clock-suspect',
    (w) => plain(w),
    (w) => ({ newest: String(w.now + 301) }),
  ),
  refuse('grant-exceeded', (w) => granted(w, { number: 21 })),
  refuse('not-yet-valid', (w) => plain(w, { notBefore: w.now + 60 })),
  unsure('unknown-key', (w) => granted(w, {}, 'ref')),
  refuse('expired', (w) => plain(w, { expires: w.now })),
  refuse('withdrawn', (w) => plain(w, { statusIndex: WITHDRAWN_INDEX })),
  refuse(
    'wrong-enterprise',
    (w) => plain(w),
    () => ({ enterprise: '91620623MA7XY0001H' }),
  ),
  refuse(
    'copied',
    (w) => w.live(demoClaims(w.now)),
    at((w) => w.now + 180),
  ),
  refuse('bad-signature', async (w) => withBitFlipped(await plain(w, {}, w.otherSuiteKey), w.origin)),
  refuse('copied', (w) => plain(w, { anchor: new Uint8Array(12) })),
  refuse('key-not-valid-then', (w) => plain(w, { agency: '620602-SCJG' })),
  genuine(
    (w) => plain(w),
    () => ({ enterprise: demoClaims(0).enterprise }),
  ),
  {
    verdict: 'refuse',
    reasons: ['withdrawn', 'expired', 'stale-status'],
    text: (w) => plain(w, { statusIndex: WITHDRAWN_INDEX, expires: w.now - 60 }),
    flags: (w) => ({ status: w.files.staleStatus }),
  },
  {
    verdict: 'unsure',
    reasons: ['stale-keys', 'stale-status'],
    text: (w) => plain(w, { notBefore: w.now - DAY }),
    flags: (w) => ({ keys: w.files.staleKeys, status: w.files.staleStatus }),
  },
];
