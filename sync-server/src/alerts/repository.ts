/** Alerts for supervisors. A closed alert stays, with its steps. */

import type { AlertLife, AlertSeverity, AlertSubject, Occurrence } from '@liangma/shared/alerts/alert';
import type { alertListSpec, askedAlertListSpec } from '@liangma/shared/alerts/alert-list';
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
  readonly severity: AlertSeverity;
  readonly subject: AlertSubject;
  /** Empty without a task. */
  readonly task: string;
  /** Id of the agency that it is about; empty if nobody knows. */
  readonly agency: string;
  /** Empty where nobody knows a region. */
  readonly county: string;
  /** First and last time, and how often. */
  readonly at: Instant;
  readonly lastAt: Instant;
  readonly count: number;
  /** Repeats with this key join it until it is closed. */
  readonly key: string;
  /** The event that brought it first, and its device; empty for an alert that no event brought. */
  readonly event: string;
  readonly device: string;
  /** SYNC-3: the numbers in its chain without which the device went on. */
  readonly missing: Missing | null;
  /** The newest ones, oldest first. */
  readonly occurrences: readonly Occurrence[];
  readonly life: AlertLife;
}

export interface AlertReads {
  byId(shard: string, id: string): Promise<Alert | undefined>;
  /** All that are not closed, newest first. */
  open(region: string): Promise<Alert[]>;
  /** In every state, oldest first. */
  ofTask(shard: string, task: string): Promise<Alert[]>;
  /** The newest with this key, in any state. */
  byKey(shard: string, key: string): Promise<Alert | undefined>;
  /** SUP-2: alerts whose term ended between the two moments. */
  overdue(shard: string, from: Instant, now: Instant): Promise<Alert[]>;
  /** Codes of the alerts of each of the tasks that are not closed; the tasks are in these shards. */
  openCodes(shards: readonly string[], tasks: readonly string[]): Promise<Map<string, string[]>>;
  list(region: RegionCode, query: ListQuery<typeof alertListSpec>, now: Instant): Promise<ListPage<Alert>>;
  /** Alerts about which the agency was asked. */
  askedList(agency: string, query: ListQuery<typeof askedAlertListSpec>, now: Instant): Promise<ListPage<Alert>>;
}

export interface AlertWrites {
  /** Reads an alert and locks it until the commit. */
  hold(shard: string, id: string): Promise<Alert | undefined>;
  save(alert: Alert): Promise<void>;
}
