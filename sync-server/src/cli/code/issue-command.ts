/**
 * `liangma code issue`: signs the claims of a file, with a key of the data folder or of a file. For tests and drills:
 * such a code was approved by nobody and stands in no register.
 */
import { randomBytes } from 'node:crypto';
import { toBase64Url } from '@liangma/shared/kernel/bytes';
import type { Signer } from '@liangma/shared/kernel/cose';
import { isUuidV7 } from '@liangma/shared/kernel/ids';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { type Claims, CODE_KINDS, HASH_BYTES } from '@liangma/shared/task-code/claims';
import { issueCode, liveText } from '@liangma/shared/task-code/issue';
import { anchorOf } from '@liangma/shared/task-code/live';
import * as v from 'valibot';
import type { Signatures } from '../../ports/runtime.ts';
import { readBytes } from './trust-source.ts';
import type { Output } from './verify-command.ts';

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(100));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4_294_967_295));

const claimsSchema = v.pipe(
  v.strictObject({
    agency: name,
    agencyName: name,
    enterprise: name,
    enterpriseName: name,
    notBefore: count,
    expires: count,
    task: v.pipe(v.string(), v.check(isUuidV7, 'a UUIDv7')),
    kind: v.picklist(CODE_KINDS),
    matters: v.pipe(v.array(v.pipe(v.string(), v.regex(/^M\d{3,6}$/))), v.maxLength(20)),
    officers: v.pipe(v.array(v.strictObject({ name, certificate: name })), v.maxLength(20)),
    catalog: count,
    nth: count,
    statusShard: v.pipe(v.string(), v.regex(/^[1-9]\d{0,3}$/)),
    statusIndex: count,
  }),
  v.check((claims) => claims.notBefore < claims.expires, 'notBefore is before expires'),
);

export interface IssuePorts {
  readonly now: number;
  readonly signatures: Signatures;
  signerFor(agency: string, window: { notBefore: number; expires: number }): Signer;
}

export async function issueCommand(
  file: string | undefined,
  origin: string,
  { live, json }: { live: boolean; json: boolean },
  ports: IssuePorts,
): Promise<Result<Output, string>> {
  if (file === undefined) return err('用 --claims FILE.json 给出内容。 Name the claims with --claims FILE.json.');
  const claims = await readClaims(file);
  if (!claims.ok) return claims;
  const signer = ports.signerFor(claims.value.agency, claims.value);
  const { sha256 } = ports.signatures;
  if (!live) return output(json, await issueCode(signer, claims.value, origin), {});
  const seed = Uint8Array.from(randomBytes(HASH_BYTES));
  const anchored = { ...claims.value, anchor: await anchorOf(seed, claims.value, sha256) };
  const code = await issueCode(signer, anchored, origin);
  const text = await liveText(code, anchored, seed, Math.floor(ports.now / 1000), sha256);
  return output(json, text, { code, seed: toBase64Url(seed) });
}

const output = (json: boolean, text: string, more: object): Result<Output, never> =>
  ok({ exit: 0, lines: [json ? JSON.stringify({ text, ...more }) : text] });

async function readClaims(file: string): Promise<Result<Claims, string>> {
  const bytes = await readBytes(file);
  if (!bytes.ok) return bytes;
  try {
    const parsed = v.safeParse(claimsSchema, JSON.parse(Buffer.from(bytes.value).toString('utf8')));
    if (parsed.success) return ok(parsed.output);
    const [issue] = parsed.issues;
    const where = v.getDotPath(issue) ?? '';
    return err(`${file}：${where} 不合要求。 ${where}: ${issue.message}`);
  } catch {
    return err(`${file} 不是 JSON。 ${file} is no JSON.`);
  }
}
