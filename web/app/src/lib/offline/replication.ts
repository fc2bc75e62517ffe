/**
 * Keeping this device and the server together, in the leading tab only. Loaded after the first screen is drawn:
 * the list never waits for it. A failure is told, waited out with jitter, and tried again; RxDB keeps the rows.
 */

import type { Exchange } from '@liangma/shared/protocol/device-report';
import type { EventDocument } from '@liangma/shared/protocol/documents';
import { MAX_DRAFT_ROWS } from '@liangma/shared/protocol/draft-document';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { merge, type Subscription } from 'rxjs';
import { Backoff, pageTimer } from './backoff.ts';
import type { Device } from './device.svelte.ts';
import { enrol } from './device-keys.ts';
import { DeviceReports } from './device-reports.ts';
import { pushDrafts } from './draft-exchange.ts';
import type { DraftRow } from './draft-rows.ts';
import { type Drafts, draftsThat } from './draft-store.ts';
import { draftPullPorts, draftPushPorts, eventPullPorts, pushPorts, taskPullPorts } from './exchange.ts';
import { pendingEvents, sendForgotten } from './forgotten.ts';
import { listen } from './hints.ts';
import { type Line, lineOf } from './line.ts';
import { followReplacements } from './parked.ts';
import { PhotoSender } from './photo-sender.ts';
import { type LocalCheckpoint, pull } from './pull.ts';
import { passOver, pushEvents, toSend } from './push.ts';
import { reportPorts } from './report-ports.ts';
import { asDeviceInUse } from './revoked.ts';
import type { EventRow, TaskRow } from './rows.ts';
import { askWhenCutOff } from './undecided.ts';

const PULL_ROWS = 1_000;
const PUSH_ROWS = 100;
/** RxDB's own pause after our wait; ours is the one that counts. */
const RETRY_TIME = 200;
/** The poll beside the hints, for networks that cut long connections. Jitter keeps phones apart. */
const POLL = 60_000;

export class Replication {
  readonly #device: Device;
  readonly #backoffs: Backoff[] = [];
  readonly #reports: DeviceReports;
  readonly #photos: PhotoSender;
  readonly #tasks: RxReplicationState<TaskRow, LocalCheckpoint>;
  readonly #events: RxReplicationState<EventRow, LocalCheckpoint>;
  #drafts: RxReplicationState<DraftRow, LocalCheckpoint> | undefined;
  readonly #subscriptions: Subscription[] = [];
  #stopListening: (() => void) | undefined;
  #poll: ReturnType<typeof setTimeout> | undefined;
  #forgotten: Promise<unknown> | undefined;

  constructor(device: Device) {
    this.#device = device;
    this.#reports = new DeviceReports(reportPorts(device));
    this.#tasks = this.#replicateTasks();
    this.#events = this.#replicateEvents();
    this.#photos = new PhotoSender(device, this.#line('photos'));
    // A record that was accepted has photos to send.
    const accepted = device.local.collections.events.count({ selector: { 'sync.state': 'accepted' } as never });
    this.#subscriptions.push(accepted.$.subscribe(() => this.#photos.run()));
    this.#subscriptions.push(merge(this.#tasks.active$, this.#events.active$).subscribe(() => this.#tellActivity()));
    // Beside the others: what hinders drafts hinders no record.
    void device.drafts().then((drafts) => this.#replicateDrafts(drafts), console.error);
    void device.local.waitForLeadership().then(() => this.#lead());
  }

  /** Ends every wait and exchanges now: the network is back, a hint came, or the person asked. */
  now(): void {
    for (const backoff of this.#backoffs) backoff.wake();
    this.#tasks.reSync();
    this.#events.reSync();
    this.#drafts?.reSync();
    this.#sendForgotten();
    this.#photos.run();
  }

  async stop(): Promise<void> {
    this.#stopListening?.();
    clearTimeout(this.#poll);
    this.#reports.stop();
    this.#photos.stop();
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    for (const backoff of this.#backoffs) backoff.wake();
    await Promise.all([this.#tasks.cancel(), this.#events.cancel(), this.#drafts?.cancel()]);
  }

  #lead(): void {
    if (this.#tasks.isStopped()) return;
    this.#sendForgotten();
    void followReplacements(this.#device.local, this.#device.db).catch(() => undefined);
    const again = (): void => {
      this.#poll = setTimeout(again, POLL * (0.75 + Math.random() / 2));
      if (document.visibilityState === 'visible') this.now();
    };
    this.#poll = setTimeout(again, POLL);
    this.#stopListening = listen(() => this.now());
  }

  #replicateTasks(): RxReplicationState<TaskRow, LocalCheckpoint> {
    const ports = taskPullPorts(
      this.#device,
      () => this.#pushFirst(),
      () => this.#tasks.awaitInSync(),
      () => this.#tasks.reSync(),
    );
    const line = this.#line('tasks');
    return replicateRxCollection<TaskRow, LocalCheckpoint>({
      ...COMMON,
      replicationIdentifier: 'liangma-tasks',
      collection: this.#device.local.collections.tasks,
      pull: { batchSize: PULL_ROWS, handler: (from, limit) => line(() => pull(ports, from, limit)) },
    });
  }

  #replicateEvents(): RxReplicationState<EventRow, LocalCheckpoint> {
    const meanwhile = new Set<string>();
    const pulls = eventPullPorts(this.#device, () => this.#pushFirst(), meanwhile);
    const pushes = pushPorts(this.#device, meanwhile);
    const down = this.#line('events');
    const up = this.#line('push');
    return replicateRxCollection<EventRow, LocalCheckpoint>({
      ...COMMON,
      replicationIdentifier: 'liangma-events',
      collection: this.#device.local.collections.events,
      pull: {
        batchSize: PULL_ROWS,
        handler: (from, limit) => down(() => pull(pulls, from, limit).catch((e) => askWhenCutOff(this.#device, e))),
      },
      push: {
        batchSize: PUSH_ROWS,
        handler: async (rows) => {
          const sent = rows.map((row) => row.newDocumentState as EventDocument);
          const answered = await passOver(up(() => pushEvents(pushes, sent)));
          // What was accepted changed its task; the hint may be late or the stream cut.
          if (answered.length > 0) this.#tasks.reSync();
          if (answered.length < toSend(sent).length) this.#sendForgotten();
          return answered.map((row) => ({ ...row, _deleted: false }));
        },
      },
    });
  }

  #replicateDrafts(drafts: Drafts): void {
    if (this.#tasks.isStopped()) return;
    const pulls = draftPullPorts(this.#device, drafts);
    const pushes = draftPushPorts(this.#device);
    const down = this.#line('drafts');
    const up = this.#line('draft-push');
    const sync = replicateRxCollection<DraftRow, LocalCheckpoint>({
      ...COMMON,
      replicationIdentifier: 'liangma-drafts',
      collection: drafts,
      pull: { batchSize: PULL_ROWS, handler: (from, limit) => down(() => pull(pulls, from, limit)) },
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

  #line(name: Exchange): Line {
    const backoff = new Backoff(pageTimer);
    this.#backoffs.push(backoff);
    const { watch, local } = this.#device;
    return lineOf({
      ...{ name, backoff, leads: () => local.waitForLeadership() },
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
    this.#events.reSync();
    this.#sendForgotten();
    await this.#device.watch.nothingPending();
  }

  /** One at a time: while a push fails, it waits for that. */
  #sendForgotten(): void {
    this.#forgotten ??= sendForgotten(() => pendingEvents(this.#device.local), this.#events)
      .catch(() => undefined)
      .finally(() => {
        this.#forgotten = undefined;
      });
  }

  #tellActivity(): void {
    const states = [this.#tasks, this.#events].map((state) => state.internalReplicationState?.events.active);
    this.#device.status.working = states.some((active) => active?.up.getValue() || active?.down.getValue());
  }
}

const COMMON = { live: true, retryTime: RETRY_TIME, waitForLeadership: true } as const;
