import type { Suspension } from '@liangma/shared/devices/barred';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { ListQuery } from '@liangma/shared/lists/list-query';
import type { Officer } from '@liangma/shared/registry/officer';
import type { officerListSpec } from '@liangma/shared/registry/officer-list';
import type { ListPage, ListScope } from '../lists/repository.ts';

export interface StoredSuspension extends Suspension {
  readonly id: string;
  readonly officer: string;
  readonly by: string;
  readonly reason: string;
}

export interface OfficerListQuery {
  readonly scope: ListScope;
  readonly query: ListQuery<typeof officerListSpec>;
  readonly now: Instant;
}

export interface OfficerReads {
  ofAgency(agency: string): Promise<Officer[]>;
  byIds(ids: readonly string[]): Promise<Officer[]>;
  byCertificates(numbers: readonly string[]): Promise<Officer[]>;
  /** In order of their ids. */
  after(id: string, limit: number): Promise<Officer[]>;
  suspensions(officer: string): Promise<StoredSuspension[]>;
  list(query: OfficerListQuery): Promise<ListPage<Officer>>;
}

export interface OfficerWrites {
  /** Saves new and changed ones. */
  save(officers: readonly Officer[]): Promise<void>;
  saveSuspension(suspension: StoredSuspension): Promise<void>;
  /** Saves an officer who is in the registry already. */
  change(officer: Officer): Promise<void>;
}
