/** Outbox of this browser: events are stored first, sent when there is network, and never forgotten. */

import { DAY, MINUTE, SECOND } from '@liangma/shared/kernel/instant';
import type { Trust } from '@liangma/shared/trust/trust';
import { bestEffort } from '@liangma/web-common/best-effort';
import { rememberTask } from '../memory.ts';
import { appendEvent, type Happening } from './append.ts';
import { createMemoryStore } from './memory-store.ts';
import type { SendTrouble } from './push.ts';
import { reader } from './reader.ts';
import type { Device, OutboxRecord, StoredCode } from './record.ts';
import { hasReached, sendAll } from './round.ts';
import type { OutboxStore } from './store.ts';
import { isUnsent, toSend } from './to-send.ts';

/** The outside world as the outbox needs it. */
export interface OutboxWorld {
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly fetch: typeof fetch;
  readonly trust: () => Trust | undefined;
  /** Asks the browser not to clear what is kept. */
  readonly persist: () => void;
  /** The server was reached: time to ask what it says of the code by now, and for the keys by which it signs. */
  readonly reached: () => void;
  /** Tells other tabs that something changed here. */
  readonly announce: () => void;
  /** Runs the work unless another tab is at it. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
}

const FIRST_RETRY = 4 * SECOND;
const LONGEST_RETRY = 5 * MINUTE;
const UNREADABLE = 'the browser may refuse its storage';

export class Outbox {
  records = $state.raw<readonly OutboxRecord[]>([]);
  codes = $state.raw<readonly StoredCode[]>([]);
  sending = $state(false);
  /** Why the last attempt settled nothing. */
  trouble = $state<SendTrouble>();
  /** False once something could not be written to this phone. */
  lasting = $state(true);
  readonly unsent = $derived(this.records.filter(isUnsent).length);
  readonly rejected = $derived(this.records.filter(({ document }) => document.sync.state === 'rejected').length);
  private readonly world: OutboxWorld;
  /** New events go to the last store; a store that has failed once keeps what it has. */
  private readonly stores: OutboxStore[];
  private readonly read = reader();
  private attempts = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: OutboxStore, world: OutboxWorld) {
    this.world = world;
    this.stores = [store];
    this.lasting = store.lasting;
  }

  of(task: string): readonly OutboxRecord[] {
    return this.records.filter(({ event }) => event.task === task);
  }

  /** Reports made where nobody showed a code, the newest first. */
  get reports(): readonly OutboxRecord[] {
    return this.records.filter(({ event }) => event.type === 'no-code-report').reverse();
  }

  /** The device that made it: each store has one of its own. */
  async deviceOf({ event }: OutboxRecord): Promise<Device | undefined> {
    const devices = await Promise.all(this.stores.map((store) => bestEffort(store.device(), UNREADABLE)));
    return devices.find((device) => device?.id === event.device);
  }

  async refresh(): Promise<void> {
    const { records, codes } = await this.read(this.stores);
    this.records = records;
    this.codes = codes;
  }

  /** Keeps it, then sends it. What cannot be written to the phone is held by this page and sent all the same. */
  async add(happening: Happening): Promise<void> {
    try {
      await this.append(happening);
    } catch {
      this.stores.push(createMemoryStore());
      this.lasting = false;
      await this.append(happening);
    }
    if (this.lasting) {
      if ('claims' in happening) rememberTask(happening.claims.task);
      this.world.persist();
    }
    await this.refresh();
    this.world.announce();
    this.attempts = 0;
    void this.flush();
  }

  private async append(happening: Happening): Promise<void> {
    const { now, random } = this.world;
    await appendEvent(this.stores[this.stores.length - 1] as OutboxStore, happening, now(), () => random(10));
  }

  /** Makes a round over everything that waits. */
  async flush(): Promise<void> {
    if (this.sending) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.sending = true;
    try {
      await this.world.alone(async () => {
        let wait = 0;
        for (const store of this.stores) wait = Math.max(wait, (await bestEffort(this.send(store), UNREADABLE)) ?? 0);
        await this.refresh();
        this.retryIn(wait);
      });
    } finally {
      this.sending = false;
    }
    if (this.unsent > 0 && this.timer === undefined) this.retryIn(0);
  }

  /** Gives the ms that the server asks to wait. */
  private async send(store: OutboxStore): Promise<number> {
    const records = toSend(await store.records());
    if (records.length === 0) return 0;
    const { fetch, trust } = this.world;
    const round = await sendAll(store, { records, keys: trust()?.keys, fetch });
    this.trouble = round.trouble;
    if (hasReached(round)) this.world.reached();
    if (round.settled > 0) {
      this.attempts = 0;
      this.world.announce();
    }
    return round.retryAfter;
  }

  private retryIn(least: number): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.records.some(isUnsent)) {
      this.trouble = undefined;
      return;
    }
    const longest = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** this.attempts++);
    const jitter = 0.5 + (this.world.random(1)[0] as number) / 510;
    this.timer = setTimeout(() => void this.flush(), Math.min(DAY, Math.max(least, longest * jitter)));
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
