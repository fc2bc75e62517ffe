/** [SYNC-9] Since when a device is barred, and what of its chain came before: the facts for `barred.ts`. */
import type { SendingDevice } from '@liangma/shared/sync/judge';
import type { Device, ReadTx } from '../ports/store.ts';

type Standing = Pick<SendingDevice, 'suspensions' | 'latestAt'>;

export async function standingOf(tx: ReadTx, { id, officer, revokedAt }: Device, seq: number): Promise<Standing> {
  const suspensions = officer === null ? [] : await tx.suspensionsOf(officer);
  if (revokedAt === null && suspensions.length === 0) return {};
  return { suspensions, latestAt: await tx.latestMoment(id, seq) };
}
