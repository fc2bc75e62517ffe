/**
 * [SYNC-9] Events of a barred device count only by a supervisor's decision, and every event in quarantine is decided:
 * accepted, or refused with a reason.
 */

import { type Barred, barredAt } from '@liangma/shared/devices/barred';
import type { StoredEvent } from '../../../sync-server/src/events/repository.ts';
import { findDevice } from '../../../sync-server/src/ports/directory.ts';
import type { Decided } from '../../../sync-server/src/quarantine/repository.ts';
import { storedEventsOf } from '../../testing/stored-events.ts';
import type { World } from '../world/world.ts';

export async function checkQuarantine({ truth, ledger, clocksOff }: World): Promise<string[]> {
  const devices = new Set([...ledger.kept.values()].map(({ device }) => device));
  const found = await Promise.all(
    [...devices].map((id) =>
      truth.read(async (tx) => {
        const device = await findDevice(tx, id);
        const suspensions = device?.officer ? await tx.officers.suspensions(device.officer) : [];
        const events = await storedEventsOf(tx, id);
        const wrong = events.map(async (event) => {
          const aside = await tx.quarantine.byEvent(event.shard, event.id);
          // It was judged by what was known by then; of two servers each says so by its own clock.
          const by = event.receivedAt - 2 * clocksOff;
          const known = suspensions.filter(({ from }) => from <= by);
          const revokedAt = device?.revokedAt ?? Number.POSITIVE_INFINITY;
          const barred = barredAt(event.at, {
            revokedAt: revokedAt <= by ? revokedAt : null,
            suspensions: known,
            arrivedAt: event.receivedAt,
          });
          const problem = outcomeOf(event, barred, aside && (aside.decided ?? 'open'));
          return problem ? [`quarantine: ${id.slice(0, 8)} ${event.deviceSeq} ${event.type}: ${problem}`] : [];
        });
        return (await Promise.all(wrong)).flat();
      }),
    ),
  );
  return found.flat();
}

function outcomeOf(
  { state, code, reasons }: StoredEvent,
  barred: Barred | undefined,
  aside: Decided | 'open' | undefined,
): string | undefined {
  if (aside === 'open') return state === 'quarantined' ? 'not decided' : `${state} without a decision`;
  if (aside === undefined) {
    if (state === 'quarantined') return 'no supervisor sees it';
    return barred && state === 'accepted' ? `accepted although ${barred.reason}` : undefined;
  }
  const { decision, note } = aside;
  if (decision === 'released')
    return state === 'accepted' || state === 'rejected' ? undefined : `released, and ${state}`;
  return state === 'rejected' && code === 'dismissed' && reasons[0] === note ? undefined : `dismissed, and ${state}`;
}
