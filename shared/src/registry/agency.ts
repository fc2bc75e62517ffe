/** 检查主体 (QUAL-1, QUAL-2). */
import * as v from 'valibot';
import { daySchema } from '../kernel/instant.ts';
import { regionCodeSchema } from '../kernel/regions.ts';

export const agencyIdSchema = v.pipe(v.string(), v.regex(/^\d{2,9}-[A-Z]{2,8}\d{0,2}$/), v.brand('AgencyId'));
export type AgencyId = v.InferOutput<typeof agencyIdSchema>;

export const agencySchema = v.object({
  id: agencyIdSchema,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  /** 行政机关, 法律法规授权组织, 受委托组织. */
  kind: v.picklist(['organ', 'authorised', 'entrusted']),
  region: regionCodeSchema,
  /** When the qualification was confirmed and announced; null while it is not. */
  announced: v.nullable(daySchema),
  active: v.boolean(),
  /** For an entrusted organisation: in whose name it acts, by a published 委托书. */
  entrustedBy: v.nullable(agencyIdSchema),
  entrustmentFiled: v.boolean(),
  demo: v.boolean(),
});
export type Agency = v.InferOutput<typeof agencySchema>;
