import { toBase64Url } from '@liangma/shared/kernel/bytes';
import type { Result } from '@liangma/shared/kernel/result';
import { type ListedEnterprise, listedEnterpriseSchema, type RiskGrade } from '@liangma/shared/registry/enterprise';
import { type EnterpriseRecord, enterpriseRecordSchema } from '@liangma/shared/registry/enterprise-record';
import { type EntryHistory, entryHistorySchema } from '@liangma/shared/registry/history';
import { type ImportReport, importReportSchema } from '@liangma/shared/registry/import/report';
import { type StoredImport, storedImportSchema } from '@liangma/shared/registry/import/stored-import';
import type { MarkChange } from '@liangma/shared/registry/marks';
import { type Officer, officerSchema } from '@liangma/shared/registry/officer';
import type { PenaltyYear } from '@liangma/shared/registry/penalties';
import type { WhitelistTerms } from '@liangma/shared/registry/whitelist';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { namedQuery, query, request } from './request.ts';

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

/** Officers of the own agency; `named`: also those that an application names, who may have left since. */
export const listOfficers = (named: readonly string[] = []): Promise<Result<Officer[], Problem>> =>
  request('GET', `/api/registry/officers${namedQuery(named)}`, officers);

/** Kinds of entries that the desk imports, exports and shows with their history. */
export const REGISTRY_KINDS = ['agencies', 'officers', 'enterprises'] as const;
export type RegistryKind = (typeof REGISTRY_KINDS)[number];

/** Kinds of rows in files. */
export const TABLE_KINDS = ['agencies', 'officers', 'matters', 'enterprises'] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

/** `commit` is the hash of the dry run whose rows are to be taken over; null for a dry run. */
export async function importTable(
  kind: TableKind,
  file: File,
  commit: string | null,
): Promise<Result<ImportReport, Problem>> {
  const bytes = toBase64Url(new Uint8Array(await file.arrayBuffer()));
  return request('POST', '/api/registry/imports', importReportSchema, { kind, name: file.name, file: bytes, commit });
}

const imports = v.pipe(
  v.object({ imports: v.array(storedImportSchema) }),
  v.transform((reply) => reply.imports),
);

/** Imports that were carried out, newest first. */
export const listImports = (): Promise<Result<StoredImport[], Problem>> =>
  request('GET', '/api/registry/imports', imports);

export const readHistory = (kind: RegistryKind, id: string): Promise<Result<EntryHistory, Problem>> =>
  request('GET', `/api/registry/history/${kind}/${encodeURIComponent(id)}`, entryHistorySchema);

const recordOf = (id: string): string => `/api/registry/enterprises/${encodeURIComponent(id)}`;

export const readRecord = (id: string): Promise<Result<EnterpriseRecord, Problem>> =>
  request('GET', `${recordOf(id)}/record`, enterpriseRecordSchema);

export const enterGrade = (
  id: string,
  terms: { readonly grade: RiskGrade; readonly from: string; readonly source: string },
): Promise<Result<unknown, Problem>> => request('POST', `${recordOf(id)}/grades`, v.unknown(), terms);

export const enterMark = (id: string, mark: MarkChange): Promise<Result<unknown, Problem>> =>
  request('POST', `${recordOf(id)}/marks`, v.unknown(), mark);

export const enterPenalties = (id: string, year: PenaltyYear): Promise<Result<unknown, Problem>> =>
  request('POST', `${recordOf(id)}/penalties`, v.unknown(), year);

export const enterWhitelist = (id: string, terms: WhitelistTerms): Promise<Result<unknown, Problem>> =>
  request('POST', `${recordOf(id)}/whitelist`, v.unknown(), terms);

export const leaveWhitelist = (
  id: string,
  entry: string,
  removal: { readonly on: string; readonly reason: string },
): Promise<Result<unknown, Problem>> =>
  request('POST', `${recordOf(id)}/whitelist/${encodeURIComponent(entry)}/removal`, v.unknown(), removal);
