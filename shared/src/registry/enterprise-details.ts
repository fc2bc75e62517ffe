/** Premises, contacts, marks and penalties of an enterprise: kept beside its row and never sent in packs. */
import * as v from 'valibot';
import { regionCodeSchema } from '../kernel/regions.ts';
import { phoneSchema } from './agency.ts';
import type { Enterprise } from './enterprise.ts';
import { markChangeSchema } from './marks.ts';
import { penaltyYearSchema } from './penalties.ts';

export const premisesIdSchema = v.pipe(v.string(), v.regex(/^P\d{1,4}$/));

/** 经营场所. */
export const premisesSchema = v.object({
  id: premisesIdSchema,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  address: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
  region: regionCodeSchema,
});
export type Premises = v.InferOutput<typeof premisesSchema>;

export const contactSchema = v.object({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
  phone: phoneSchema,
});
export type Contact = v.InferOutput<typeof contactSchema>;

export const enterpriseDetailsSchema = v.object({
  /** Further places of business besides the registered address. */
  premises: v.pipe(v.array(premisesSchema), v.maxLength(50)),
  contacts: v.pipe(v.array(contactSchema), v.maxLength(10)),
  /** On other scales than the risk grade, over time. */
  marks: v.optional(v.pipe(v.array(markChangeSchema), v.maxLength(60)), () => []),
  /** Each year once. */
  penalties: v.optional(v.pipe(v.array(penaltyYearSchema), v.maxLength(30)), () => []),
});
export type EnterpriseDetails = v.InferOutput<typeof enterpriseDetailsSchema>;

export const NO_DETAILS: EnterpriseDetails = { premises: [], contacts: [], marks: [], penalties: [] };

/** Id of the registered address among the premises. */
export const REGISTERED_PREMISES = 'P0';

/** All places of business, the registered address first. */
export const premisesOf = (
  { name, address, region }: Pick<Enterprise, 'name' | 'address' | 'region'>,
  { premises }: Pick<EnterpriseDetails, 'premises'>,
): Premises[] => [{ id: REGISTERED_PREMISES, name, address, region }, ...premises];
