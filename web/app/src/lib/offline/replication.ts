/**
 * Keeping this device and the server together, in the leading tab only. Loaded after the first screen is drawn: the list
 * never waits for it. Tasks come, events go up and what became of them comes: each by itself, in rounds. A failure is told,
 * waited out with jitter, and tried again; what is not sent stays on the device.
 */

import type { Exchange } from '@liangma/shared/protocol/device-report';
import { MAX_DRAFT_ROWS } from '@liangma/shared/protocol/draft-document';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { Backoff, pageTimer } from './backoff.ts';
import type { Device } from './device.svelte.ts';
import { readMeta } from './device-db.ts';
import { enrol } from './device-keys.ts';
import { DeviceReports } from './device-reports.ts';
import { pushDrafts } from './draft-exchange.ts';
import type { DraftRow } from './draft-rows.ts';
import { draftsThat } from './draft-store.ts';
import type { Drafts } from './drafts-db.ts';
import { draftPullPorts, draftPushPorts, eventPullPorts, outbox, taskPullPorts } from './exchange.ts';
import { sendForgotten } from './forgotten.ts';
import { listen } from './hints.ts';
import { type EventTraffic, eventTraffic } from './known-up-to.ts';
import { standForLeader } from './leader.ts';
import { type Line, lineOf } from './line.ts';
import { Pace } from './pace.ts';
import { PhotoSender } from './photo-sender.ts';
import { type LocalCheckpoint, pull, pullAll } from './pull.ts';
import { pushAll } from './push.ts';
import { reportPorts } from './report-ports.ts';
import { asDeviceInUse } from './revoked.ts';
import { Rounds } from './rounds.ts';
import { PULL_ROWS } from './sizes.ts';
import { askWhenCutOff } from './undecided.ts';
import { untilTrue } from './until-true.ts';

/** RxDB's own pause after our wait; ours is the one that counts. */
const RETRY_TIME = 200;
/** The poll beside the hints, for networks that cut long connections. Jitter keeps phones apart. */
const POLL = 60_000;

export class Replication {
  readonly #device: Device;
  readonly #leader;
  readonly #backoffs = { up: [] as Backoff[], down: [] as Backoff[] };
  readonly #reports: DeviceReports;
  readonly #photos: PhotoSender;
  readonly #tasks: Rounds;
  readonly #events: Rounds;
  readonly #push: Rounds;
  #drafts: RxReplicationState<DraftRow, LocalCheckpoint> | undefined;
  readonly #watches: readonly (() => void)[];
  #stopListening: (() => void) | undefined;
  #poll: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;
  #pushing = false;
  /** The server has something that was not asked for yet. */
  #hinted = false;
  /** How many of the exchanges are under way. */
  #active = 0;

  constructor(device: Device) {
    this.#device = device;
    this.#leader = standForLeader(device.actor.account);
    this.#reports = new DeviceReports(reportPorts(device));
    const events = eventTraffic();
    this.#tasks = this.#taskRounds();
    this.#events = this.#eventRounds(events);
    this.#push = this.#pushRounds(events);
    this.#photos = new PhotoSender(device, this.#line('photos', 'up'), this.#leader.leads);
    this.#watches = [
      device.watch.whenSome('pending', () => this.#push.ask()),
      // A record that was accepted has photos to send.
      device.watch.whenSome('accepted', () => this.#photos.run()),
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

  /** What RxDB exchanges of the drafts ends when they are closed. */
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

  /** What was made here goes up before anything comes down: then that tells also of what became of it. */
  #exchange(): void {
    this.#hinted = true;
    this.#push.ask();
  }

  /** What this device sends makes hints too, one after another: what they speak of is pulled when all of it is sent. */
  #pullHinted(): void {
    if (this.#pushing || !this.#hinted) return;
    this.#hinted = false;
    wake(this.#backoffs.down);
    this.#tasks.ask();
    this.#events.ask();
    this.#drafts?.reSync();
  }

  #taskRounds(): Rounds {
    const { db } = this.#device;
    const ports = taskPullPorts(
      this.#device,
      () => this.#pushFirst(),
      () => this.#tasks.ask(),
    );
    const line = this.#line('tasks', 'down');
    return new Rounds(() => line(() => pullAll(ports, () => readMeta(db, 'tasksPulled'), PULL_ROWS)));
  }

  #eventRounds(events: EventTraffic): Rounds {
    const { db } = this.#device;
    const ports = eventPullPorts(this.#device, () => this.#pushFirst(), events);
    const line = this.#line('events', 'down');
    const round = () => {
      events.pulling = true;
      return pullAll(ports, () => readMeta(db, 'eventsPulled'), PULL_ROWS).finally(() => {
        events.pulling = false;
      });
    };
    return new Rounds(() => line(() => round().catch((error) => askWhenCutOff(this.#device, error))));
  }

  #pushRounds(events: EventTraffic): Rounds {
    const out = outbox(this.#device, events);
    const line = this.#line('push', 'up');
    const pace = new Pace();
    const round = () => {
      this.#pushing = true;
      // What was accepted changed its task; the hint may be late or the stream cut.
      return pushAll(out, pace, () => {
        this.#hinted = true;
      }).finally(() => {
        this.#pushing = false;
        this.#pullHinted();
      });
    };
    return new Rounds(() => line(round));
  }

  /** Beside the others: what hinders drafts hinders no record. On a new device they do not delay the tasks either. */
  async #openDrafts(): Promise<void> {
    const { db } = this.#device;
    await untilTrue(async () => (await readMeta(db, 'lastPull')) !== undefined);
    if (!this.#stopped) this.#replicateDrafts(await this.#device.drafts());
  }

  #replicateDrafts(drafts: Drafts): void {
    if (this.#stopped) return;
    const pulls = draftPullPorts(this.#device, drafts);
    const pushes = draftPushPorts(this.#device);
    const down = this.#line('drafts', 'down');
    const up = this.#line('draft-push', 'up');
    const sync = replicateRxCollection<DraftRow, LocalCheckpoint>({
      ...{ live: true, retryTime: RETRY_TIME, waitForLeadership: false },
      replicationIdentifier: 'liangma-drafts',
      collection: drafts,
      pull: {
        batchSize: PULL_ROWS,
        handler: async (from, limit) => {
          const { documents = [], checkpoint } = await down(() => pull(pulls, from, limit));
          return { documents, checkpoint };
        },
      },
      push: {
        batchSize: MAX_DRAFT_ROWS,
        handler: (rows) =>
          up(async () => {
            const mine = rows.map(({ newDocumentState }) => newDocumentState);
            return (await pushDrafts(pushes, mine)).map((row) => ({ ...row, _deleted: false }));
          }),
      },
    });
    this.#drafts = sync;
    void sendForgotten(() => draftsThat(drafts, 'pending'), sync).catch(() => undefined);
  }

  #line(name: Exchange, way: 'up' | 'down'): Line {
    const backoff = new Backoff(pageTimer);
    this.#backoffs[way].push(backoff);
    const { watch } = this.#device;
    return lineOf({
      ...{ name, backoff, leads: () => this.#leader.leads },
      active: (is) => this.#tellActivity(is),
      works: () => {
        watch.lineWorks(name);
        this.#reports.succeeded(name);
      },
      failed: (_, kind, at) => {
        watch.lineFailed(name, kind, at);
        this.#reports.failed(name, kind);
      },
    });
  }

  /**
   * Before a fresh pull: everything that can be pushed is pushed. The store was replaced, and one from before this
   * device was enrolled does not know it.
   */
  async #pushFirst(): Promise<void> {
    const { db, wire } = this.#device;
    await asDeviceInUse(db, Date.now, () => enrol(db, wire, Date.now()));
    this.#push.ask();
    await this.#device.watch.nothingPending();
  }

  #tellActivity(is: boolean): void {
    this.#active += is ? 1 : -1;
    this.#device.status.working = this.#active > 0;
  }
}

function wake(backoffs: readonly Backoff[]): void {
  for (const backoff of backoffs) backoff.wake();
}
