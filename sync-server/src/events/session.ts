/**
 * A write that judges events: a push, a slice of waiting events, a decision on quarantine. The session loads each device,
 * task and list of waiting events once, collects the rows that judging changes, and writes them in one flush. A push of a
 * hundred events changes each of its tasks several times and its device a hundred times.
 */
import { signReceipts } from '@liangma/shared/protocol/receipt';
import type { Missing } from '@liangma/shared/sync/chain';
import type { Task } from '@liangma/shared/tasks/task';
import type { Deps } from '../deps.ts';
import type { Device } from '../devices/repository.ts';
import type { StoredSuspension } from '../officers/repository.ts';
import type { Hint } from '../ports/runtime.ts';
import type { WriteTx } from '../ports/store.ts';
import { wordOf } from './receipts.ts';
import type { ChainLink, StoredEvent, WaitingEvent } from './repository.ts';

/** Repositories whose rows no session collects. */
export type DirectTx = Omit<WriteTx, 'tasks' | 'events' | 'devices' | 'shards'>;

/** Judging this many takes some hundred milliseconds at the most: between two slices other requests have their turn. */
const SLICE = 100;

export class EventSession {
  readonly tx: DirectTx;
  /** To be published after the commit. The newest hint replaces earlier ones for the same people about the same shard. */
  readonly hints = new Map<string, Hint>();
  /** Waiting events that this write may still apply. */
  left = SLICE;
  /** Devices whose other waiting events are left for a write of their own. */
  readonly more = new Set<string>();

  readonly #deps: Deps;
  readonly #stored: WriteTx;
  readonly #tasks = new Map<string, Task | undefined>();
  readonly #changedTasks = new Map<string, { shard: string; seq: number; task: Task }>();
  readonly #devices = new Map<string, Device | undefined>();
  readonly #heldDevices = new Set<string>();
  readonly #changedDevices = new Map<string, Device>();
  readonly #numbers = new Map<string, { last: number; taken: number }>();
  readonly #suspensions = new Map<string, Promise<StoredSuspension[]>>();
  /** By device, the numbers in its chain of the events that wait. */
  readonly #waiting = new Map<string, Set<number>>();
  /** Rows of this write as they are now. */
  readonly #rows = new Map<string, StoredEvent>();
  /** Ids of the rows that are not written yet. */
  readonly #unwritten = new Set<string>();

  constructor(deps: Deps, tx: WriteTx) {
    this.#deps = deps;
    this.#stored = tx;
    this.tx = tx;
  }

  async task(id: string): Promise<Task | undefined> {
    if (!this.#tasks.has(id)) this.#tasks.set(id, await this.#stored.tasks.byId(id));
    return this.#tasks.get(id);
  }

  saveTask(shard: string, seq: number, task: Task): void {
    this.#tasks.set(task.id, task);
    this.#changedTasks.set(task.id, { shard, seq, task });
  }

  /** Visits of an enterprise since then, with those that this write has changed. */
  async visits(enterprise: string, since: number): ReturnType<WriteTx['tasks']['visits']> {
    await this.#write();
    return this.#stored.tasks.visits(enterprise, since);
  }

  async device(id: string): Promise<Device | undefined> {
    if (!this.#devices.has(id)) this.#devices.set(id, await this.#stored.devices.byId(id));
    return this.#devices.get(id);
  }

  /** The device as it is stored, or this one; nobody else can take or save it until the commit. */
  async hold(device: Device): Promise<Device> {
    const known = this.#devices.get(device.id);
    if (known && this.#heldDevices.has(device.id)) return known;
    await this.#write();
    const held = await this.#stored.devices.hold(device);
    this.#heldDevices.add(device.id);
    this.#devices.set(device.id, held);
    return held;
  }

  saveDevice(device: Device): void {
    this.#devices.set(device.id, device);
    this.#changedDevices.set(device.id, device);
  }

  /** Takes the shard for this write and gives its next number. */
  async nextSeq(shard: string): Promise<number> {
    const number = this.#numbers.get(shard);
    if (number) {
      number.taken += 1;
      return number.last + number.taken;
    }
    const last = await this.#stored.shards.next(shard);
    this.#numbers.set(shard, { last, taken: 0 });
    // The previous lock holder may have changed tasks read before we got the shard: read them again.
    for (const id of this.#tasks.keys()) if (!this.#changedTasks.has(id)) this.#tasks.delete(id);
    return last;
  }

  suspensions(officer: string): Promise<StoredSuspension[]> {
    const known = this.#suspensions.get(officer) ?? this.tx.officers.suspensions(officer);
    this.#suspensions.set(officer, known);
    return known;
  }

  async hash(id: string): Promise<string | undefined> {
    return this.#rows.get(id)?.hash ?? this.#stored.events.hash(id);
  }

  async event(id: string): Promise<StoredEvent | undefined> {
    return this.#rows.get(id) ?? this.#stored.events.byId(id);
  }

  async saveEvent(row: StoredEvent): Promise<void> {
    this.#rows.set(row.id, row);
    if (row.state === 'waiting') {
      // Written at once: the database's index over waiting events finds it.
      this.#waiting.get(row.device)?.add(row.deviceSeq);
      await this.#stored.events.save(row);
    } else this.#unwritten.add(row.id);
  }

  async dropEvent(id: string): Promise<void> {
    this.#rows.delete(id);
    this.#unwritten.delete(id);
    await this.#stored.events.drop(id);
  }

  saveConflicting(id: string, device: string, link: ChainLink, receivedAt: number): Promise<void> {
    return this.#stored.events.saveConflicting(id, device, link, receivedAt);
  }

  saveCarrier(event: string, carrier: string): Promise<void> {
    return this.#stored.events.saveCarrier(event, carrier);
  }

  /** The event of a device that waits under that number of its chain. */
  async waiting(device: string, deviceSeq: number): Promise<StoredEvent | undefined> {
    if (!this.#waiting.has(device)) {
      const events = await this.waitingOf(device);
      this.#waiting.set(device, new Set(events.map((event) => event.deviceSeq)));
    }
    return this.#waiting.get(device)?.has(deviceSeq) ? this.#stored.events.waiting(device, deviceSeq) : undefined;
  }

  async waitingOf(device: string): Promise<WaitingEvent[]> {
    await this.#writeEvents();
    return this.#stored.events.waitingOf(device);
  }

  async countWaiting(device: string): Promise<number> {
    await this.#writeEvents();
    return this.#stored.events.countWaiting(device);
  }

  /** Devices with events that wait for this task or for one before them. */
  async awaiting(task: string): Promise<string[]> {
    await this.#writeEvents();
    return this.#stored.events.awaiting(task);
  }

  async chain(device: string, numbers: Missing, most: number): Promise<StoredEvent[]> {
    await this.#writeEvents();
    return this.#stored.events.chain(device, numbers, most);
  }

  async latestMoment(device: string, beforeSeq: number): Promise<number> {
    await this.#writeEvents();
    return this.#stored.events.latestMoment(device, beforeSeq);
  }

  async carriers(event: string): Promise<StoredEvent[]> {
    if (this.#hasUnwritten(({ type }) => type === 'acknowledgement-scanned')) await this.#writeEvents();
    return this.#stored.events.carriers(event);
  }

  async isCodeShown(task: string): Promise<boolean> {
    const isShown = (row: StoredEvent) => row.task === task && row.type === 'code-shown' && row.state === 'accepted';
    return this.#hasUnwritten(isShown) || this.#stored.events.isCodeShown(task);
  }

  /**
   * Signs receipts for all that was accepted, under few signatures, and writes everything. Gives the rows of this write as
   * they are stored, by id. Nothing is judged afterwards.
   */
  async finish(): Promise<ReadonlyMap<string, StoredEvent>> {
    const accepted = [...this.#rows.values()].filter(({ state, receipt }) => state === 'accepted' && receipt === null);
    const { keys, signatures } = this.#deps;
    const receipts = await signReceipts(keys.signerFor('receipts'), accepted.map(wordOf), signatures.sha256);
    for (const [i, row] of accepted.entries()) {
      this.#rows.set(row.id, { ...row, receipt: receipts[i] as Uint8Array });
      this.#unwritten.add(row.id);
    }
    await this.#write();
    return this.#rows;
  }

  #hasUnwritten(matches: (row: StoredEvent) => boolean): boolean {
    for (const id of this.#unwritten) if (matches(this.#rows.get(id) as StoredEvent)) return true;
    return false;
  }

  async #writeEvents(): Promise<void> {
    for (const id of this.#unwritten) await this.#stored.events.save(this.#rows.get(id) as StoredEvent);
    this.#unwritten.clear();
  }

  async #write(): Promise<void> {
    for (const [shard, number] of this.#numbers) {
      if (number.taken === 0) continue;
      await this.#stored.shards.advance(shard, number.taken);
      this.#numbers.set(shard, { last: number.last + number.taken, taken: 0 });
    }
    await this.#writeEvents();
    for (const device of this.#changedDevices.values()) await this.#stored.devices.save(device);
    for (const { shard, seq, task } of this.#changedTasks.values()) await this.#stored.tasks.save(shard, seq, task);
    this.#changedDevices.clear();
    this.#changedTasks.clear();
  }
}
