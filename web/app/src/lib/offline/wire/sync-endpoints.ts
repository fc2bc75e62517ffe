/** Requests to the sync endpoints: the only place that knows their addresses. */
import type { DraftDocument } from '@liangma/shared/protocol/draft-document';
import { asDeviceInUse } from '../device/revoked.ts';
import type { Uses } from '../parts.ts';
import type { EventRow, LocalCheckpoint } from '../rows.ts';
import { type RawPage, readPage } from './replies.ts';
import type { Headed, Wire } from './wire.ts';

/** Fails without a request on a device that was revoked, because the server gives it no page. */
export async function getPage(
  { db, wire, clock, deviceId }: Uses<'db' | 'wire' | 'clock' | 'deviceId'>,
  collection: 'tasks' | 'events' | 'drafts',
  from: LocalCheckpoint | undefined,
  limit: number,
): Promise<RawPage> {
  const page = await asDeviceInUse(db, clock.now, async () => {
    const query = new URLSearchParams({ device: await deviceId(), limit: String(limit) });
    if (from) {
      query.set('checkpoint', JSON.stringify(from.shards));
      query.set('epoch', from.epoch);
    }
    return wire.getJson(`/api/sync/${collection}/pull?${query}`);
  });
  return readPage(page);
}

export const postEvents = (wire: Wire, rows: readonly EventRow[], headed?: Headed): Promise<unknown> =>
  wire.postJson(
    '/api/sync/events/push',
    rows.map(({ checked: _, ...newDocumentState }) => ({ newDocumentState })),
    headed,
  );

export const postDrafts = (
  wire: Wire,
  rows: readonly Pick<DraftDocument, 'id' | 'updatedAt' | 'data'>[],
): Promise<unknown> =>
  wire.postJson(
    '/api/sync/drafts/push',
    rows.map((newDocumentState) => ({ newDocumentState })),
  );
