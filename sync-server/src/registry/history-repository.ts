/** Entries of the registry as files hold them, their history, and the imports that changed them. */
import type { Instant } from '@liangma/shared/kernel/instant';
import type { EnterpriseDetails } from '@liangma/shared/registry/enterprise-details';
import type { GradeChange } from '@liangma/shared/registry/grade-history';
import type { EnterpriseEntry } from '@liangma/shared/registry/import/enterprises';
import type { ImportKindName } from '@liangma/shared/registry/import/import-kind';
import type { ImportReport } from '@liangma/shared/registry/import/report';
import type { WhitelistEntry } from '@liangma/shared/registry/whitelist';

export interface ChangeStamp {
  readonly id: string;
  readonly at: Instant;
  /** Account, or `operator` for the command line. */
  readonly actor: string;
  /** Null for a change by hand. */
  readonly importId: string | null;
}

/** A change of an entry. `before` is null for a new one. */
export interface StoredChange extends ChangeStamp {
  readonly before: unknown;
}

export interface ChangedEntry {
  readonly shard: string;
  readonly subject: string;
  readonly before: unknown;
}

/** Rows that an import may change: all of a region, or the accounts of one agency in it. */
export interface ImportScope {
  /** Prefix of region codes; empty for the operator. */
  readonly region: string;
  readonly agency: string | null;
}

export interface StoredImport {
  readonly id: string;
  readonly at: Instant;
  readonly actor: string;
  readonly scope: ImportScope;
  readonly report: ImportReport;
}

export interface ChangedEnterprise {
  readonly before: EnterpriseEntry | undefined;
  readonly after: EnterpriseEntry;
}

export interface RegistryHistoryReads {
  details(shard: string, enterprise: string): Promise<EnterpriseDetails>;
  /** Oldest first. Empty for an enterprise that has kept its grade. */
  grades(shard: string, enterprise: string): Promise<GradeChange[]>;
  whitelist(shard: string, enterprise: string): Promise<WhitelistEntry[]>;
  /** Entries by id, ended ones too. */
  enterpriseEntries(ids: readonly string[]): Promise<Map<string, EnterpriseEntry>>;
  /** Entries of a shard in order of their ids, ended ones too. */
  enterpriseEntriesAfter(shard: string, id: string, limit: number): Promise<EnterpriseEntry[]>;
  /** Changes of an entry, oldest first. */
  changesOf(shard: string, kind: ImportKindName, subject: string): Promise<StoredChange[]>;
  /** Imports of the region, of regions around it and of agencies in it, or of one agency; newest first. */
  imports(scope: ImportScope, limit: number): Promise<StoredImport[]>;
  /** Subjects that an import entered anew, in order. */
  madeByImport(shard: string, kind: ImportKindName, importId: string): Promise<string[]>;
}

export interface RegistryHistoryWrites {
  /** Saves enterprises with their details and grades. */
  saveEnterpriseEntries(changed: readonly ChangedEnterprise[], stamp: ChangeStamp): Promise<void>;
  /** Prepares the transaction for very many rows. `endMany` must follow: only then a search finds them. */
  expectMany(): Promise<void>;
  /** Writes the documents of the rows into the search index. */
  endMany(): Promise<void>;
  saveDetails(shard: string, enterprise: string, details: EnterpriseDetails): Promise<void>;
  saveGrade(shard: string, enterprise: string, change: GradeChange): Promise<void>;
  saveWhitelistEntry(shard: string, enterprise: string, entry: WhitelistEntry): Promise<void>;
  saveChanges(kind: ImportKindName, changes: readonly ChangedEntry[], stamp: ChangeStamp): Promise<void>;
  saveImport(stored: StoredImport): Promise<void>;
}
