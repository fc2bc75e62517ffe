/**
 * What this device tells of itself beside its exchanges (protocol/device-report.ts). Failures are counted on the device
 * and travel with the next exchange that succeeds. Whatever goes wrong here is passed over: no exchange fails for it.
 */
import { MINUTE, SECOND } from '@liangma/shared/kernel/instant';
import type { DeviceReport, Exchange } from '@liangma/shared/protocol/device-report';
import type { SyncProblemKind } from './sync-problem.ts';

/** By exchange: whether its latest attempt failed, and how often for which reason since it last succeeded. */
export type Failures = Partial<
  Record<Exchange, { readonly failing: boolean; readonly kinds: Partial<Record<SyncProblemKind, number>> }>
>;

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

/** What an exchange brought is on disk by then, and those that follow each other share a report. */
const SETTLED = 2 * SECOND;
/** While things change. */
const APART = 10 * SECOND;
/** When nothing has changed: only to say that the device is there. */
const STILL_HERE = 10 * MINUTE;

export class DeviceReports {
  readonly #ports: ReportPorts;
  #failures: Promise<Failures>;
  #last: { readonly at: number; readonly said: string } | undefined;
  #cancel: (() => void) | undefined;
  #stopped = false;

  constructor(ports: ReportPorts) {
    this.#ports = ports;
    this.#failures = ports.readFailures().then(
      (kept) => kept ?? {},
      () => ({}),
    );
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
      void this.#report()
        .catch(() => undefined)
        .finally(() => {
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
      if (after !== before) await this.#ports.writeFailures(after).catch(() => undefined);
      return after;
    });
  }

  async #report(): Promise<void> {
    const failures = await this.#failures;
    const report = { ...(await this.#ports.facts()), ...sumOf(failures) };
    const said = sayable(report);
    const now = this.#ports.now();
    // A clock that was set back makes nothing young.
    if (this.#last?.said === said && Math.abs(now - this.#last.at) < STILL_HERE) return;
    await this.#ports.send(report);
    this.#last = { at: now, said };
    this.#change(told);
  }
}

/** What was told of an exchange that works again is over. */
function told(failures: Failures): Failures {
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

/** A report without what changes all the time: the same text says the same. */
function sayable({ at: _, skew, storage, ...report }: DeviceReport): string {
  const used = storage && Math.round(storage.used / STORAGE_STEP);
  return JSON.stringify({ ...report, skew: Math.round(skew / SKEW_STEP), used });
}
