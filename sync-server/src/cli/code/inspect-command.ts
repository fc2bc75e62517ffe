/** `liangma code inspect`: what stands in a code, believed or not. */
import { toHex } from '@liangma/shared/kernel/bytes';
import { ALGORITHM } from '@liangma/shared/kernel/cose';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { decodeClaims } from '@liangma/shared/task-code/claims';
import { parseContainer } from '@liangma/shared/task-code/container';
import { decodeGrantedCode } from '@liangma/shared/task-code/granted-code';
import { bytesOfText } from '@liangma/shared/task-code/text';
import { codeLinesOf, plainClaims } from './facts.ts';
import { qrOf } from './qr-command.ts';
import type { Output } from './verify-command.ts';

export function inspectCommand(text: string, json: boolean): Result<Output, string> {
  const bytes = bytesOfText(text);
  const container = bytes && parseContainer(bytes);
  if (!bytes || !container) return err('不是检查任务码，或已残缺。 Not a task code, or damaged.');
  const { alg, kid, grant, live, payload } = container;
  const claims = grant ? undefined : decodeClaims(payload);
  const granted = grant ? decodeGrantedCode(payload) : undefined;
  const { version, level } = qrOf(text);
  const found = {
    suite: alg === ALGORITHM.sm2 ? 'sm2' : 'eddsa',
    key: toHex(kid),
    grant: grant && ('inline' in grant ? `inline, ${grant.inline.length} bytes` : toHex(grant.ref)),
    liveStep: live?.step ?? granted?.step,
    bytes: bytes.length,
    qr: `${version}-${level}`,
    claims: claims ? plainClaims(claims) : granted,
  };
  if (json) return ok({ exit: 0, lines: [JSON.stringify(found, null, 2)] });
  const { claims: _, ...head } = found;
  const lines = Object.entries(head).flatMap(([name, value]) => (value === undefined ? [] : [`  ${name}: ${value}`]));
  return ok({
    exit: 0,
    lines: ['未核验 not verified', ...lines, ...(claims ? codeLinesOf(claims) : grantedLines(granted))],
  });
}

const grantedLines = (code: object | undefined): string[] =>
  code
    ? Object.entries(code).map(([name, value]) => `  ${name}: ${value}`)
    : ['  不是本格式的任务码 not of this profile'];
