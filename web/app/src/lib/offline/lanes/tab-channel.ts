/** Messages between the tabs of an account: a request to exchange now, and the leading tab's report of its lanes. */
import type { SyncProblemKind } from '../wire/sync-problem.ts';

/** The first problem of the lanes, and when the next attempt is due. */
export interface LaneReport {
  readonly problem: SyncProblemKind | undefined;
  readonly nextTry: number | undefined;
}

export class TabChannel {
  readonly #channel: BroadcastChannel;

  constructor(name: string) {
    this.#channel = new BroadcastChannel(name);
  }

  askForExchange(): void {
    this.#channel.postMessage('now');
  }

  report(report: LaneReport): void {
    this.#channel.postMessage(report);
  }

  onAsked(run: () => void): void {
    this.#listen((data) => data === 'now' && run());
  }

  onReport(run: (report: LaneReport) => void): void {
    this.#listen((data) => data !== 'now' && run(data));
  }

  /** Ends all of it. */
  close(): void {
    this.#channel.close();
  }

  #listen(heard: (data: LaneReport | 'now') => void): void {
    this.#channel.addEventListener('message', ({ data }: MessageEvent<LaneReport | 'now'>) => heard(data));
  }
}
