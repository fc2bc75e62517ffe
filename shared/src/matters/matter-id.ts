import * as v from 'valibot';

export const matterIdSchema = v.pipe(v.string(), v.regex(/^M\d{3,6}$/), v.brand('MatterId'));
export type MatterId = v.InferOutput<typeof matterIdSchema>;
