import type { Result } from '@liangma/shared/kernel/result';
import { matterSchema } from '@liangma/shared/matters/matter';
import { agencySchema } from '@liangma/shared/registry/agency';
import { officerSchema } from '@liangma/shared/registry/officer';
import * as v from 'valibot';
import type { Problem } from '#lib/api/problem.ts';
import { query, request } from '#lib/api/request.ts';

const partnersReply = v.object({
  agencies: v.array(agencySchema),
  officers: v.array(officerSchema),
  matters: v.array(matterSchema),
});
export type PartnerLists = v.InferOutput<typeof partnersReply>;

/** Agencies that may take part at an enterprise, and the officers and matters of those that are named. */
export const readPartners = (enterprise: string, named: readonly string[]): Promise<Result<PartnerLists, Problem>> =>
  request(
    'GET',
    `/api/applications/partners${query({ enterprise, named: named.join(',') || undefined })}`,
    partnersReply,
  );
