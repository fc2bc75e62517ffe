/**
 * [SYNC-9] Since when a device is barred, and what of its chain came before: the facts for `barred.ts`. `compared`: the moment
 * of the event is compared with that of a refusal (SHOW-5), so that its chain is asked whether the clock was set back.
 */
import type { SendingDevice } from '@liangma/shared/sync/judge';
import type { Device } from '../devices/repository.ts';
import type { StoredSuspension } from './repository.ts';

/** The parts of a session of events that this reads. */
interface ChainReader {
  suspensions(officer: string): Promise<StoredSuspension[]>;
  latestMoment(device: Device, beforeSeq: number): Promise<number>;
}

type SuspensionState = Pick<SendingDevice, 'suspensions' | 'latestAt'>;

export async function suspensionStateOf(
  session: ChainReader,
  device: Device,
  seq: number,
  compared: boolean,
): Promise<SuspensionState> {
  const { officer, revokedAt } = device;
  const suspensions = officer === null ? [] : await session.suspensions(officer);
  if (revokedAt === null && suspensions.length === 0 && !compared) return {};
  return { suspensions, latestAt: await session.latestMoment(device, seq) };
}
