/** With the last page of a device's events: how far its chain has come at the server, and how many wait for an earlier one. */
import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const chainEndSchema = v.object({ judged: count, waiting: count });
export type ChainEnd = v.InferOutput<typeof chainEndSchema>;
