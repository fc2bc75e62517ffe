/** Reading the events of this device back from their rows. */
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { readEnvelope } from '@liangma/shared/protocol/envelope';
import { eventSchema, type LiangmaEvent } from '@liangma/shared/protocol/event';
import * as v from 'valibot';
import type { DeviceDb } from './device-db.ts';
import type { EventRow } from './rows.ts';

/** Events whose receipt this device has checked. */
export const countChecked = ({ events }: DeviceDb): Promise<number> => events.orderBy('checked.receivedAt').count();

const opened = new Map<string, LiangmaEvent | undefined>();

/** What a row says. This device signed it itself, so the signature is not checked again for showing it. */
export function readEvent(row: Pick<EventRow, 'id' | 'envelope'>): LiangmaEvent | undefined {
  if (opened.has(row.id)) return opened.get(row.id);
  const bytes = fromBase64Url(row.envelope);
  const read = bytes && readEnvelope(bytes);
  const parsed = v.safeParse(eventSchema, read?.ok ? read.value.event : undefined);
  const event = parsed.success ? parsed.output : undefined;
  opened.set(row.id, event);
  return event;
}
