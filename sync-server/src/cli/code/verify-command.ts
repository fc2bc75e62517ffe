/** `liangma code verify`: exit 0 genuine, 1 refuse, 2 unsure. */

import { ok, type Result } from '@liangma/shared/kernel/result';
import { resolveGranted } from '@liangma/shared/task-code/granted-verify';
import { type Verdict, type VerifyContext, verifyCode } from '@liangma/shared/task-code/verify';
import type { RootKey } from '@liangma/shared/trust/key-set';
import type { Signatures } from '../../ports/runtime.ts';
import { codeLinesOf, plainClaims, sayTime } from './facts.ts';
import { type CodeOptions, readTime } from './options.ts';
import { loadTrust } from './trust-source.ts';
import { PRESENCE_WORDS, REASON_WORDS, VERDICT_WORDS } from './words.ts';

export interface Output {
  readonly exit: number;
  readonly lines: readonly string[];
}

export interface VerifyPorts {
  readonly now: number;
  readonly origin: string;
  readonly ownRoot: RootKey | undefined;
  readonly signatures: Signatures;
}

const EXIT: Record<Verdict['verdict'], number> = { genuine: 0, refuse: 1, unsure: 2 };

export async function verifyCommand(
  options: CodeOptions,
  text: string,
  ports: VerifyPorts,
): Promise<Result<Output, string>> {
  const context = await contextOf(options, ports);
  if (!context.ok) return context;
  const verdict = await verifyCode(text, context.value);
  const listIssuedAt = verdict.claims && context.value.status.get(verdict.claims.statusShard)?.issuedAt;
  return ok({
    exit: EXIT[verdict.verdict],
    lines: options.json ? [JSON.stringify(replyOf(verdict, listIssuedAt), null, 2)] : say(verdict, listIssuedAt),
  });
}

async function contextOf(options: CodeOptions, ports: VerifyPorts): Promise<Result<VerifyContext, string>> {
  const { flags } = options;
  const now = flags.now === undefined ? ok(ports.now) : readTime(flags.now);
  if (!now.ok) return now;
  const seen = flags.seen === undefined ? now : readTime(flags.seen);
  if (!seen.ok) return seen;
  const newest = flags.newest === undefined ? ok(0) : readTime(flags.newest);
  if (!newest.ok) return newest;
  const source = await loadTrust(options, ports.origin, ports.ownRoot, ports.signatures);
  if (!source.ok) return source;
  const { verify: verifySignature, sha256 } = ports.signatures;
  return ok({
    ...source.value.trust,
    now: now.value,
    seenAt: seen.value,
    newestSignedTime: newest.value / 1000,
    verifySignature,
    sha256,
    granted: resolveGranted(source.value.find),
    ...(flags.enterprise === undefined ? {} : { expectedEnterprise: flags.enterprise }),
  });
}

const replyOf = ({ claims, ...verdict }: Verdict, statusIssuedAt: number | undefined): object => ({
  ...verdict,
  statusIssuedAt,
  claims: claims && plainClaims(claims),
});

const say = ({ verdict, reasons, presence, claims }: Verdict, statusIssuedAt: number | undefined): string[] => [
  VERDICT_WORDS[verdict],
  ...reasons.map((reason) => `  ${reason}: ${REASON_WORDS[reason]}`),
  ...(presence ? [`  ${PRESENCE_WORDS[presence]}`] : []),
  ...(claims ? codeLinesOf(claims) : []),
  ...(statusIssuedAt === undefined ? [] : [`  撤回清单签发 status list issued: ${sayTime(statusIssuedAt)}`]),
];
