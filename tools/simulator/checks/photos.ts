/** [PHOTO-2] The photos of a record are at the server, or with their bytes on the phone; none goes before the other has it. */

import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { readEnvelope } from '@liangma/shared/protocol/envelope';
import { eventSchema } from '@liangma/shared/protocol/event';
import * as v from 'valibot';
import type { PhotoRow } from '../../../web/app/src/lib/offline/rows.ts';
import { storedEvent } from '../../testing/stored-events.ts';
import type { Phone } from '../browser/phone-and-pages.ts';
import { tableOf, type World } from '../world/world.ts';
import type { Kept } from './ledger.ts';

export async function checkPhotos(world: World): Promise<string[]> {
  const records = [...world.ledger.kept.values()].filter(({ type }) => type === 'record-submitted');
  const found = records.map(async (kept) => {
    const accepted = (await world.truth.read((tx) => storedEvent(tx, kept.id)))?.state === 'accepted';
    const outcomes = photosIn(kept).map((hash) => outcomeOf(world, kept, hash, accepted));
    return outcomes.flatMap((wrong) => (wrong ? [`photos: ${kept.phone.name} ${kept.seq}: ${wrong}`] : []));
  });
  return (await Promise.all(found)).flat();
}

function photosIn({ envelope }: Kept): string[] {
  const read = readEnvelope(fromBase64Url(envelope) as Uint8Array);
  const event = v.parse(eventSchema, read.ok ? read.value.event : undefined);
  return event.type === 'record-submitted' ? (event.data.photos ?? []).map(({ hash }) => hash) : [];
}

function outcomeOf({ blobs, told }: World, { phone, gone }: Kept, hash: string, accepted: boolean): string | undefined {
  const row = rowOf(phone, hash);
  if (accepted && row?.upload.state !== 'purged' && !gone) return `of an accepted record, and ${row?.upload.state}`;
  if (blobs.holds(hash) || hasBytes(phone, hash)) return undefined;
  if (gone === 'evicted') return (told.get(phone) ?? 0) > 0 ? undefined : 'evicted unsent, and nobody was told';
  return gone === 'left' && !accepted ? undefined : 'its bytes are nowhere';
}

const rowOf = (phone: Phone, hash: string): PhotoRow | undefined =>
  tableOf<PhotoRow>(phone, 'photos').find((row) => row.hash === hash);

const hasBytes = (phone: Phone, hash: string): boolean =>
  tableOf<{ hash: string }>(phone, 'photoBytes').some((row) => row.hash === hash);

/** Asked after every step. */
export const lostPhotos = ({ blobs }: World, phone: Phone): string[] =>
  tableOf<PhotoRow>(phone, 'photos').flatMap(({ hash }) => (blobs.holds(hash) || hasBytes(phone, hash) ? [] : hash));
