/**
 * The text in the QR of a task at a second of the server's time: what the page that shows it asks every step. Here the
 * live form of a code that the server signed, where this device has its seed; else the text as it is printed.
 */
import { equalBytes } from '@liangma/shared/kernel/bytes';
import { decodeClaims } from '@liangma/shared/task-code/claims';
import { parseContainer } from '@liangma/shared/task-code/container';
import { chainTo, stepAt, withLivePart } from '@liangma/shared/task-code/live';
import { bytesOfText, codeText, originOf } from '@liangma/shared/task-code/text';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { sha256 } from '@liangma/web-common/crypto/signatures';
import type { DeviceDb } from '#lib/offline/device-db.ts';

export type TextToShow = (task: IssuedTask, seconds: number) => Promise<string>;
type TextAt = (seconds: number) => string;

/** For one visit of the page: the chain, up to 2,880 hashes, is computed once. */
export function createTextToShow(db: DeviceDb): TextToShow {
  let kept: { readonly code: string; readonly seed: Uint8Array; readonly textAt: TextAt } | undefined;
  return async ({ id, code }, seconds) => {
    const seed = (await db.seeds.get(id))?.seed;
    if (!seed) return code;
    if (kept?.code !== code || !equalBytes(kept.seed, seed)) kept = { code, seed, textAt: await liveForm(code, seed) };
    return kept.textAt(seconds);
  };
}

/** Outside its window a code is not shown live: the links of its steps stay with the device. */
export async function liveForm(printed: string, seed: Uint8Array): Promise<TextAt> {
  const bytes = bytesOfText(printed);
  const container = bytes && parseContainer(bytes);
  const claims = container && decodeClaims(container.payload);
  const links = claims?.anchor && (await chainTo(claims.anchor, seed, claims, sha256));
  if (!bytes || !links) return () => printed;
  return (seconds) => {
    const step = stepAt(claims, seconds);
    const link = links[step];
    const isTime = claims.notBefore <= seconds && seconds < claims.expires;
    return link && isTime ? codeText(originOf(printed), withLivePart(bytes, { step, link })) : printed;
  };
}
