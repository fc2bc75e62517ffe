/**
 * The text in the QR of a task at a second of the server's time: what the page that shows it asks every step. Here the
 * live form of a code that the server signed, where this device has it; else the text as it is printed.
 */
import { equalBytes } from '@liangma/shared/kernel/bytes';
import type { Digest } from '@liangma/shared/kernel/digest';
import { decodeClaims } from '@liangma/shared/task-code/claims';
import { parseContainer } from '@liangma/shared/task-code/container';
import { chainTo, stepAt, withLivePart } from '@liangma/shared/task-code/live';
import { bytesOfText, codeText, originOf } from '@liangma/shared/task-code/text';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { sha256 } from '@liangma/web-common/crypto/signatures';
import type { DeviceDb } from '#lib/offline/database/device-db.ts';
import type { LiveCodeRow } from '#lib/offline/rows.ts';

export type TextToShow = (task: IssuedTask, seconds: number) => Promise<string>;
/** Undefined outside the window: the links of its steps stay with the device. */
type LiveTextAt = (seconds: number) => string | undefined;

/** For one visit of the page: the chain, up to 2,880 hashes, is computed once. */
export function createTextToShow(db: DeviceDb): TextToShow {
  let kept: { readonly row: LiveCodeRow; readonly textAt: LiveTextAt } | undefined;
  return async ({ id, code }, seconds) => {
    const row = await db.liveCodes.get(id);
    if (!row) return code;
    if (!kept || !sameRow(kept.row, row)) kept = { row, textAt: await liveForm(row) };
    return kept.textAt(seconds) ?? code;
  };
}

const sameRow = (a: LiveCodeRow, b: LiveCodeRow): boolean => a.code === b.code && equalBytes(a.seed, b.seed);

export async function liveForm({ code, seed }: Pick<LiveCodeRow, 'code' | 'seed'>): Promise<LiveTextAt> {
  const bytes = bytesOfText(code);
  const container = bytes && parseContainer(bytes);
  const claims = container && decodeClaims(container.payload);
  const links = claims?.anchor && (await chainTo(claims.anchor, seed, claims, resting()));
  if (!bytes || !links) return () => undefined;
  return (seconds) => {
    const step = stepAt(claims, seconds);
    const link = links[step];
    const isTime = claims.notBefore <= seconds && seconds < claims.expires;
    return link && isTime ? codeText(originOf(code), withLivePart(bytes, { step, link })) : undefined;
  };
}

/** Hashes in one piece: a few milliseconds of a slow phone. The 2,880 of a day would hold it up for 50. */
const IN_ONE_PIECE = 300;

/** Lets the page draw in between. */
function resting(): Digest {
  let count = 0;
  return async (bytes) => {
    if (++count % IN_ONE_PIECE === 0) await new Promise((resolve) => setTimeout(resolve));
    return sha256(bytes);
  };
}
