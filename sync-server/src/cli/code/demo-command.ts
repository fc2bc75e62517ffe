/** `liangma code demo`: codes with the verdict that they must get, and the flags with which they get it. */
import { randomBytes } from 'node:crypto';
import type { Suite } from '@liangma/shared/kernel/public-key';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { type Claims, HASH_BYTES } from '@liangma/shared/task-code/claims';
import { grantRef, signGrant } from '@liangma/shared/task-code/grant';
import { issueCode, liveText } from '@liangma/shared/task-code/issue';
import { anchorOf } from '@liangma/shared/task-code/live';
import type { Signatures } from '../../ports/runtime.ts';
import { type CaseWorld, DEMO_CASES, type DemoCase } from './demo-cases.ts';
import { writeDemoFiles } from './demo-files.ts';
import { DAY, demoGrant, ENDED_GRANT_INDEX, keyEntry, makeKey } from './demo-world.ts';
import type { Output } from './verify-command.ts';

export interface DemoRequest {
  readonly count: number;
  readonly folder: string;
  readonly suite: Suite;
  readonly origin: string;
  /** Milliseconds. */
  readonly now: number;
  readonly signatures: Signatures;
}

export interface DemoCode {
  readonly text: string;
  readonly verdict: string;
  readonly reasons: readonly string[];
  /** For `liangma code verify TEXT …`. */
  readonly args: readonly string[];
}

export async function demoCommand(request: DemoRequest, json: boolean): Promise<Result<Output, string>> {
  if (!Number.isInteger(request.count) || request.count < 1 || request.count > 10_000) {
    return err('--count 应是 1 到 10000 的整数。 --count is a whole number from 1 to 10000.');
  }
  const codes = await demoCodes(request);
  const lines = codes.map(({ verdict, reasons, args, text }) =>
    [`${verdict} ${reasons.join(', ')}`, text, `liangma code verify TEXT ${args.join(' ')}`, ''].join('\n'),
  );
  return ok({ exit: 0, lines: json ? [JSON.stringify(codes, null, 2)] : lines });
}

export async function demoCodes(request: DemoRequest): Promise<DemoCode[]> {
  const world = await makeWorld(request);
  const codes: DemoCode[] = [];
  for (let i = 0; i < request.count; i++)
    codes.push(await codeOf(DEMO_CASES[i % DEMO_CASES.length] as DemoCase, world));
  return codes;
}

async function codeOf({ verdict, reasons, text, flags }: DemoCase, world: CaseWorld): Promise<DemoCode> {
  const { root, keys, status, catalog } = world.files;
  const all = { root, keys, status, catalog, now: String(world.now), ...flags?.(world) };
  return {
    text: await text(world),
    verdict,
    reasons,
    args: Object.entries(all).map(([name, value]) => `--${name}=${value}`),
  };
}

async function makeWorld({ folder, suite, origin, now: ms, signatures }: DemoRequest): Promise<CaseWorld> {
  const now = Math.floor(ms / 1000);
  const { sha256 } = signatures;
  const [root, key, compromised, stranger] = [0, 1, 2, 3].map(() => makeKey(suite)) as [Key, Key, Key, Key];
  const other = makeKey(suite === 'sm2' ? 'eddsa' : 'sm2');
  const device = makeKey('eddsa');
  const bytes = await signGrant(key.signer, demoGrant(now, device.publicKey));
  const ended = await signGrant(key.signer, demoGrant(now, device.publicKey, { statusIndex: ENDED_GRANT_INDEX }));
  const entries = [key, other].map((each) => keyEntry(each, now));
  const taken = keyEntry(compromised, now, { compromisedAt: now - DAY });
  return {
    now,
    origin,
    key,
    stranger,
    compromised,
    device,
    otherSuiteKey: other,
    grant: { bytes, ref: await grantRef(bytes, sha256) },
    endedGrant: { bytes: ended },
    files: await writeDemoFiles(folder, now, root, key, [...entries, taken], [bytes]),
    live: async (claims: Claims) => {
      const seed = Uint8Array.from(randomBytes(HASH_BYTES));
      const anchored = { ...claims, anchor: await anchorOf(seed, claims, sha256) };
      return liveText(await issueCode(key.signer, anchored, origin), anchored, seed, now, sha256);
    },
  };
}

type Key = ReturnType<typeof makeKey>;
