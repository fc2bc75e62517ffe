/** The live picture of a region. */
import * as v from 'valibot';
import { instantSchema } from '../kernel/instant.ts';

const countySchema = v.object({
  code: v.string(),
  name: v.string(),
  prefecture: v.string(),
  prefectureName: v.string(),
  ongoing: v.number(),
  today: v.number(),
  alerts: v.number(),
});
export type County = v.InferOutput<typeof countySchema>;

export const overviewSchema = v.object({
  now: instantSchema,
  /** Name of the region that the figures are about. */
  region: v.optional(v.string(), ''),
  today: v.object({
    inspections: v.number(),
    ongoing: v.number(),
    refused: v.number(),
    alerts: v.number(),
    quarantined: v.number(),
  }),
  satisfaction: v.object({ satisfied: v.number(), total: v.number() }),
  /** FREQ-3: recorded joint inspections of this year, and the visits of partners that enterprises were spared by them. */
  joint: v.object({ inspections: v.number(), visitsSaved: v.number() }),
  counties: v.array(countySchema),
});
export type Overview = v.InferOutput<typeof overviewSchema>;
