/** Alerts for supervisors. A closed alert stays, with the note of whoever closed it. */

import type { Closing } from '@liangma/shared/alerts/alerts';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { Missing } from '@liangma/shared/sync/chain';

export interface Alert {
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
  openAlerts(region: string): Promise<Alert[]>;
  /** Open and closed ones, oldest first. */
  alertsOf(task: string): Promise<Alert[]>;
}

export interface AlertWrites {
  /** Reads an alert and locks it until the commit. */
  holdAlert(id: string): Promise<Alert | undefined>;
  saveAlert(alert: Alert): Promise<void>;
}
