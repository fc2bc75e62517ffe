/** Reads the events of this device back from their rows. */
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { readEnvelope } from '@liangma/shared/protocol/envelope';
import { eventSchema, type LiangmaEvent } from '@liangma/shared/protocol/event';
import * as v from 'valibot';
import type { DeviceDb } from '../database/device-db.ts';
import type { EventRow } from '../rows.ts';

/** Counts the events whose receipt this device has checked. */
export const countChecked = ({ events }: DeviceDb): Promise<number> => events.orderBy('checked.receivedAt').count();

const opened = new Map<string, LiangmaEvent | undefined>();

/** Returns the event of a row. This device signed it itself, so that its signature is not checked again for display. */
export function readEvent(row: Pick<EventRow, 'id' | 'envelope'>): LiangmaEvent | undefined {
  if (opened.has(row.id)) return opened.get(row.id);
  const bytes = fromBase64Url(row.envelope);
  const read = bytes && readEnvelope(bytes);
  const parsed = v.safeParse(eventSchema, read?.ok ? read.value.event : undefined);
  const event = parsed.success ? parsed.output : undefined;
  opened.set(row.id, event);
  return event;
}
