import type { Result } from '@liangma/shared/kernel/result';
import { type ListedEnterprise, listedEnterpriseSchema } from '@liangma/shared/registry/enterprise';
import { type Officer, officerSchema } from '@liangma/shared/registry/officer';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { query, request } from './request.ts';

const enterprises = v.pipe(
  v.object({ enterprises: v.array(listedEnterpriseSchema) }),
  v.transform((reply) => reply.enterprises),
);
const officers = v.pipe(
  v.object({ officers: v.array(officerSchema) }),
  v.transform((reply) => reply.officers),
);

/** Enterprises of the own region whose name or number holds `q`. */
export const findEnterprises = (q: string, limit = 20): Promise<Result<ListedEnterprise[], Problem>> =>
  request('GET', `/api/registry/enterprises${query({ q, limit })}`, enterprises);

const enterprise = v.pipe(
  v.object({ enterprise: listedEnterpriseSchema }),
  v.transform((reply) => reply.enterprise),
);

export const readEnterprise = (id: string): Promise<Result<ListedEnterprise, Problem>> =>
  request('GET', `/api/registry/enterprises/${encodeURIComponent(id)}`, enterprise);

/** Officers of the own agency. */
export const listOfficers = (): Promise<Result<Officer[], Problem>> =>
  request('GET', '/api/registry/officers', officers);
