/** Codecs of ids and instants. Apart from their schemas, so that a page which writes no CBOR loads none of it. */
import * as v from 'valibot';
import { type Codec, int, uuid, where } from './cbor-record.ts';
import { type EventId, eventIdSchema, type TaskId, taskIdSchema } from './ids.ts';
import { type Instant, instantSchema } from './instant.ts';

export const taskId: Codec<TaskId> = where(uuid, (id): id is TaskId => v.is(taskIdSchema, id));
export const eventId: Codec<EventId> = where(uuid, (id): id is EventId => v.is(eventIdSchema, id));

export const instant: Codec<Instant> = where(int, (at) => v.is(instantSchema, at));
