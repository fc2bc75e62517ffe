/** Alerts for supervisors. A closed alert stays, with the note of whoever closed it. */

import type { alertListSpec } from '@liangma/shared/alerts/alert-list';
import type { Closing } from '@liangma/shared/alerts/alerts';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { RegionCode } from '@liangma/shared/kernel/regions';
import type { ListQuery } from '@liangma/shared/lists/list-query';
import type { Missing } from '@liangma/shared/sync/chain';
import type { ListPage } from '../lists/repository.ts';

export interface Alert {
  /** The shard of its county, or of its event if nobody knows a county. */
  readonly shard: string;
  readonly id: string;
  readonly rule: string;
  readonly code: string;
  readonly task: string;
  readonly county: string;
  readonly at: Instant;
  /** The event that brought it, and its device; empty for an alert that a decision of the desk brought. */
  readonly event: string;
  readonly device: string;
  /** SYNC-3: the numbers in its chain without which the device went on. */
  readonly missing: Missing | null;
  readonly closed: Closing | null;
}

export interface AlertReads {
  /** Newest first. */
  open(region: string): Promise<Alert[]>;
  /** Open and closed ones, oldest first. */
  ofTask(shard: string, task: string): Promise<Alert[]>;
  /** Codes of the open alerts of each of the tasks, which are in these shards. */
  openCodes(shards: readonly string[], tasks: readonly string[]): Promise<Map<string, string[]>>;
  list(region: RegionCode, query: ListQuery<typeof alertListSpec>): Promise<ListPage<Alert>>;
}

export interface AlertWrites {
  /** Reads an alert and locks it until the commit. */
  hold(shard: string, id: string): Promise<Alert | undefined>;
  save(alert: Alert): Promise<void>;
}
