/** [SYNC-21] A kept event as evidence: its signature holds, or that of a later one of its chain that vouches for it. */
import type { Result } from '@liangma/shared/kernel/result';
import type { EnvelopeError } from '@liangma/shared/protocol/envelope';
import { type OpenedEnvelope, openEnvelopes } from '@liangma/shared/protocol/envelope-chain';
import { eventSchema, type LiangmaEvent } from '@liangma/shared/protocol/event';
import { MAX_ENVELOPES } from '@liangma/shared/protocol/handover';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { ReadTx, StoredEvent } from '../ports/store.ts';

/** @throws where neither holds: the store was changed by other hands. */
export async function heldEvent(deps: Deps, tx: ReadTx, stored: StoredEvent): Promise<LiangmaEvent> {
  const device = await tx.device(stored.device);
  const open = async (rows: readonly StoredEvent[]): Promise<Result<OpenedEnvelope, EnvelopeError> | undefined> => {
    const envelopes = rows.map(({ envelope }) => envelope);
    return device && (await openEnvelopes(envelopes, device.publicKey, deps.signatures))[0];
  };
  const alone = await open([stored]);
  const held = alone?.ok ? alone : await open([stored, ...(await laterThan(tx, stored))]);
  if (!held?.ok) throw new Error(`kept event ${stored.id} does not verify`);
  return v.parse(eventSchema, held.value.event);
}

/** What came with it, at most: one push or one file. */
const laterThan = (tx: ReadTx, { device, deviceSeq }: StoredEvent): Promise<StoredEvent[]> =>
  tx.chainOf(device, { from: deviceSeq + 1, to: deviceSeq + MAX_ENVELOPES });
