/**
 * Reports of this device beside its exchanges (protocol/device-report.ts). Failures are counted on the device and travel with
 * the next exchange that succeeds. A failed report is repeated later: no exchange fails for it.
 */

import type { DeviceReport, Exchange } from '@liangma/shared/devices/device-report';
import { MINUTE, SECOND } from '@liangma/shared/kernel/instant';
import { bestEffort } from '@liangma/web-common/best-effort';
import type { Failures } from '../database/meta-values.ts';
import type { SyncProblemKind } from '../wire/sync-problem.ts';

export interface ReportPorts {
  /** All but the failures. */
  facts(): Promise<Omit<DeviceReport, 'failing' | 'failures'>>;
  send(report: DeviceReport): Promise<unknown>;
  readFailures(): Promise<Failures | undefined>;
  writeFailures(failures: Failures): Promise<void>;
  now(): number;
  /** Runs it after `ms`; the returned function cancels. */
  after(ms: number, run: () => void): () => void;
}

/** Pause after a success: its rows are on disk by then, and successes in a row share a report. */
const SETTLED = 2 * SECOND;
/** Shortest pause between two reports. */
const APART = 10 * SECOND;
/** Pause between two reports that say the same: only a sign that the device is there. */
const STILL_HERE = 10 * MINUTE;

export class DeviceReports {
  readonly #ports: ReportPorts;
  #failures: Promise<Failures>;
  #last: { readonly at: number; readonly text: string } | undefined;
  #cancel: (() => void) | undefined;
  #stopped = false;

  constructor(ports: ReportPorts) {
    this.#ports = ports;
    this.#failures = bestEffort(ports.readFailures(), 'counting starts anew').then((kept) => kept ?? {});
  }

  failed(exchange: Exchange, kind: SyncProblemKind): void {
    this.#change((failures) => {
      const kinds = failures[exchange]?.kinds ?? {};
      return { ...failures, [exchange]: { failing: true, kinds: { ...kinds, [kind]: (kinds[kind] ?? 0) + 1 } } };
    });
  }

  succeeded(exchange: Exchange): void {
    this.#change((failures) => {
      const before = failures[exchange];
      return before?.failing ? { ...failures, [exchange]: { ...before, failing: false } } : failures;
    });
    if (this.#cancel || this.#stopped) return;
    const since = this.#last ? Math.max(0, this.#ports.now() - this.#last.at) : APART;
    this.#cancel = this.#ports.after(Math.max(SETTLED, APART - since), () => {
      void bestEffort(this.#report(), 'the next success of an exchange reports again').finally(() => {
        this.#cancel = undefined;
      });
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  #change(next: (failures: Failures) => Failures): void {
    this.#failures = this.#failures.then(async (before) => {
      const after = next(before);
      if (after !== before) await bestEffort(this.#ports.writeFailures(after), 'the counts stay in memory');
      return after;
    });
  }

  async #report(): Promise<void> {
    const failures = await this.#failures;
    const report = { ...(await this.#ports.facts()), ...sumOf(failures) };
    const text = comparable(report);
    const now = this.#ports.now();
    // A clock that was set back makes nothing young.
    if (this.#last?.text === text && Math.abs(now - this.#last.at) < STILL_HERE) return;
    await this.#ports.send(report);
    this.#last = { at: now, text };
    this.#change(afterReport);
  }
}

/** Drops the reported failures of exchanges that work again. */
function afterReport(failures: Failures): Failures {
  const left = Object.entries(failures).filter(([, { failing }]) => failing);
  return left.length === Object.keys(failures).length ? failures : Object.fromEntries(left);
}

function sumOf(failures: Failures): Pick<DeviceReport, 'failing' | 'failures'> {
  const sum: Record<string, number> = {};
  for (const { kinds } of Object.values(failures))
    for (const [kind, n] of Object.entries(kinds)) sum[kind] = (sum[kind] ?? 0) + n;
  const failing = (Object.keys(failures) as Exchange[]).filter((exchange) => failures[exchange]?.failing);
  return { failing, failures: sum };
}

const SKEW_STEP = MINUTE;
const STORAGE_STEP = 10_000_000;

/** Returns the report as text without the fields that change all the time. */
function comparable({ at: _, skew, storage, ...report }: DeviceReport): string {
  const used = storage && Math.round(storage.used / STORAGE_STEP);
  return JSON.stringify({ ...report, skew: Math.round(skew / SKEW_STEP), used });
}
