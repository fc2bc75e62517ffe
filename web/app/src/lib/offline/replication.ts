/**
 * Keeps this device and the server together, in the leading tab only. It is loaded after the first screen is drawn, so that
 * the list never waits for it. Tasks come, events go up and their answers come, each in rounds of its own. A failure is
 * reported, waited out with jitter, and tried again; unsent rows stay on the device.
 */

import type { Exchange } from '@liangma/shared/devices/device-report';
import { readMeta } from './database/device-db.ts';
import { waitUntil } from './database/wait-until.ts';
import { enrol } from './device/device-keys.ts';
import { DeviceReports } from './device/device-reports.ts';
import { reportPorts } from './device/report-ports.ts';
import { asDeviceInUse } from './device/revoked.ts';
import { pushDrafts } from './drafts/draft-exchange.ts';
import type { Drafts } from './drafts/drafts-db.ts';
import { type DraftReplication, replicateDrafts } from './drafts/replicate-drafts.ts';
import { type EventTraffic, eventTraffic } from './exchange/ack-checkpoint.ts';
import { draftPullPorts, draftPushPorts, eventPullPorts, eventPushPorts, taskPullPorts } from './exchange/exchange.ts';
import { pull, pullAll } from './exchange/pull.ts';
import { pushAll } from './exchange/push.ts';
import { askByPush } from './exchange/undecided.ts';
import { Backoff, pageTimer } from './lanes/backoff.ts';
import { BatchSizer } from './lanes/batch-sizer.ts';
import { listen } from './lanes/hints.ts';
import { standForLeader } from './lanes/leader.ts';
import { type LaneObserver, type RetryLane, retryLane } from './lanes/retry-lane.ts';
import { SingleFlight } from './lanes/single-flight.ts';
import type { DeviceParts } from './parts.ts';
import { PhotoSender } from './photos/photo-sender.ts';
import { PULL_ROWS } from './sizes.ts';

/** Interval of the poll beside the hints, for networks that cut long connections. Jitter keeps phones apart. */
const POLL = 60_000;

export class Replication {
  readonly #parts: DeviceParts;
  readonly #observer: LaneObserver;
  readonly #leader;
  readonly #backoffs = { up: [] as Backoff[], down: [] as Backoff[] };
  readonly #reports: DeviceReports;
  readonly #photos: PhotoSender;
  readonly #tasks: SingleFlight;
  readonly #events: SingleFlight;
  readonly #push: SingleFlight;
  #drafts: DraftReplication | undefined;
  readonly #watches: readonly (() => void)[];
  #stopListening: (() => void) | undefined;
  #poll: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;
  #pushing = false;
  /** The server has something that was not pulled yet. */
  #hinted = false;
  /** Lanes that exchange something right now. */
  #active = 0;

  constructor(parts: DeviceParts, observer: LaneObserver) {
    this.#parts = parts;
    this.#observer = observer;
    this.#leader = standForLeader(parts.actor.account);
    this.#reports = new DeviceReports(reportPorts(parts));
    const traffic = eventTraffic();
    this.#tasks = this.#taskRounds();
    this.#events = this.#eventRounds(traffic);
    this.#push = this.#pushRounds(traffic);
    this.#photos = new PhotoSender(parts, this.#lane('photos', 'up'), this.#leader.leads);
    this.#watches = [
      parts.outbox.onPending(() => this.#push.ask()),
      // An accepted record has photos to send.
      parts.outbox.onAccepted(() => this.#photos.run()),
    ];
    void this.#openDrafts().catch(console.error);
    this.#exchange();
    void this.#leader.leads.then(() => this.#lead());
  }

  /** Ends every wait and exchanges now: the network is back, a hint came, or the person asked. */
  now(): void {
    wake(this.#backoffs.up);
    this.#exchange();
    this.#photos.run();
  }

  /** RxDB's exchange of the drafts ends when they are closed. */
  stop(): void {
    this.#stopped = true;
    this.#leader.giveUp();
    this.#stopListening?.();
    clearTimeout(this.#poll);
    this.#reports.stop();
    this.#photos.stop();
    for (const unwatch of this.#watches) unwatch();
    for (const rounds of [this.#tasks, this.#events, this.#push]) rounds.stop();
    wake([...this.#backoffs.up, ...this.#backoffs.down]);
  }

  #lead(): void {
    if (this.#stopped) return;
    const again = (): void => {
      this.#poll = setTimeout(again, POLL * (0.75 + Math.random() / 2));
      if (document.visibilityState === 'visible') this.now();
    };
    this.#poll = setTimeout(again, POLL);
    this.#stopListening = listen(() => {
      wake(this.#backoffs.up);
      this.#hinted = true;
      this.#pullHinted();
    });
  }

  /** Pushes before it pulls: then the pull brings the outcome of the push too. */
  #exchange(): void {
    this.#hinted = true;
    this.#push.ask();
  }

  /** This device's own pushes make hints too, one after another: they are pulled together when the push is done. */
  #pullHinted(): void {
    if (this.#pushing || !this.#hinted) return;
    this.#hinted = false;
    wake(this.#backoffs.down);
    this.#tasks.ask();
    this.#events.ask();
    this.#drafts?.reSync();
  }

  #taskRounds(): SingleFlight {
    const { db } = this.#parts;
    const ports = taskPullPorts(
      this.#parts,
      () => this.#pushFirst(),
      () => this.#tasks.ask(),
    );
    const lane = this.#lane('tasks', 'down');
    return new SingleFlight(() => lane(() => pullAll(ports, () => readMeta(db, 'tasksPulled'), PULL_ROWS)));
  }

  #eventRounds(traffic: EventTraffic): SingleFlight {
    const { db } = this.#parts;
    const ports = eventPullPorts(this.#parts, () => this.#pushFirst(), traffic);
    const lane = this.#lane('events', 'down');
    const round = () => {
      traffic.pulling = true;
      return pullAll(ports, () => readMeta(db, 'eventsPulled'), PULL_ROWS).finally(() => {
        traffic.pulling = false;
      });
    };
    return new SingleFlight(() => lane(() => round().catch((error) => askByPush(this.#parts, error))));
  }

  #pushRounds(traffic: EventTraffic): SingleFlight {
    const ports = eventPushPorts(this.#parts, traffic);
    const lane = this.#lane('push', 'up');
    const sizer = new BatchSizer();
    const round = () => {
      this.#pushing = true;
      // An accepted event has changed its task; the hint may be late or the stream cut.
      return pushAll(ports, sizer, () => {
        this.#hinted = true;
      }).finally(() => {
        this.#pushing = false;
        this.#pullHinted();
      });
    };
    return new SingleFlight(() => lane(round));
  }

  /** A failure of the drafts hinders no record. On a new device they do not delay the tasks either. */
  async #openDrafts(): Promise<void> {
    const { db } = this.#parts;
    await waitUntil(async () => (await readMeta(db, 'lastPull')) !== undefined);
    if (!this.#stopped) this.#replicateDrafts(await this.#parts.drafts());
  }

  #replicateDrafts(drafts: Drafts): void {
    if (this.#stopped) return;
    const pulls = draftPullPorts(this.#parts, drafts);
    const pushes = draftPushPorts(this.#parts);
    const down = this.#lane('drafts', 'down');
    const up = this.#lane('draft-push', 'up');
    this.#drafts = replicateDrafts(drafts, {
      pull: async (from, limit) => {
        const { documents = [], checkpoint } = await down(() => pull(pulls, from, limit));
        return { documents, checkpoint };
      },
      push: (rows) => up(() => pushDrafts(pushes, rows)),
    });
  }

  #lane(name: Exchange, way: 'up' | 'down'): RetryLane {
    const backoff = new Backoff(pageTimer);
    this.#backoffs[way].push(backoff);
    return retryLane({
      backoff,
      leads: () => this.#leader.leads,
      active: (is) => {
        this.#active += is ? 1 : -1;
        this.#observer.active(this.#active);
      },
      works: () => {
        this.#observer.works(name);
        this.#reports.succeeded(name);
      },
      failed: (kind, at) => {
        this.#observer.failed(name, kind, at);
        this.#reports.failed(name, kind);
      },
    });
  }

  /** Before a full pull everything is pushed. A restored store may be from before this device was enrolled. */
  async #pushFirst(): Promise<void> {
    const { db, wire, clock, outbox } = this.#parts;
    await asDeviceInUse(db, clock.now, () => enrol(db, wire, clock.now()));
    this.#push.ask();
    await outbox.drained();
  }
}

function wake(backoffs: readonly Backoff[]): void {
  for (const backoff of backoffs) backoff.wake();
}
