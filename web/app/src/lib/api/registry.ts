import { toBase64Url } from '@liangma/shared/kernel/bytes';
import type { Result } from '@liangma/shared/kernel/result';
import { type ListedEnterprise, listedEnterpriseSchema, type RiskGrade } from '@liangma/shared/registry/enterprise';
import { type EnterpriseRecord, enterpriseRecordSchema } from '@liangma/shared/registry/enterprise-record';
import { type EntryHistory, entryHistorySchema } from '@liangma/shared/registry/history';
import type { ImportKindName } from '@liangma/shared/registry/import/import-kind';
import { type ImportReport, importReportSchema } from '@liangma/shared/registry/import/report';
import { type StoredImport, storedImportSchema } from '@liangma/shared/registry/import/stored-import';
import type { MarkChange } from '@liangma/shared/registry/marks';
import { type Officer, officerSchema } from '@liangma/shared/registry/officer';
import type { PenaltyYear } from '@liangma/shared/registry/penalties';
import type { WhitelistTerms } from '@liangma/shared/registry/whitelist';
import * as v from 'valibot';
import type { Problem } from './problem.ts';
import { addressed, namedQuery, query, request } from './request.ts';

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

export type RegistryKind = ImportKindName;

/** File to fill in, or all entries that the person may export, at an address for a link. */
export const tableAddress = (what: 'templates' | 'exports', kind: RegistryKind, format: 'xlsx' | 'csv'): string =>
  addressed(`/api/registry/${what}/${kind}?format=${format}`);

/** `commit` is the hash of the dry run whose rows are to be taken over; null for a dry run. */
export async function importTable(
  kind: RegistryKind,
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

const passwordSheet = v.object({
  passwords: v.array(v.object({ account: v.string(), name: v.string(), unit: v.string(), password: v.string() })),
  left: v.number(),
});
export type PasswordSheet = v.InferOutput<typeof passwordSheet>;

/** New first passwords for the people of an import who have not chosen their own; earlier ones no longer open anything. */
export const handOutPasswords = (importId: string): Promise<Result<PasswordSheet, Problem>> =>
  request('POST', `/api/registry/imports/${encodeURIComponent(importId)}/passwords`, passwordSheet, {});

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
