/**
 * [SYNC-9] Since when a device is barred, and what of its chain came before: the facts for `barred.ts`. `compared`: the moment
 * of the event is compared with that of a refusal (SHOW-5), so that its chain is asked whether the clock was set back.
 */
import type { SendingDevice } from '@liangma/shared/sync/judge';
import type { Device } from '../devices/repository.ts';
import type { ReadTx } from '../ports/store.ts';

type SuspensionState = Pick<SendingDevice, 'suspensions' | 'latestAt'>;

export async function suspensionStateOf(
  tx: ReadTx,
  { id, officer, revokedAt }: Device,
  seq: number,
  compared: boolean,
): Promise<SuspensionState> {
  const suspensions = officer === null ? [] : await tx.officers.suspensions(officer);
  if (revokedAt === null && suspensions.length === 0 && !compared) return {};
  return { suspensions, latestAt: await tx.events.latestMoment(id, seq) };
}
