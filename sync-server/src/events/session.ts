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
import { chainOf, countWaiting, UNKNOWN_SHARD } from '../ports/chain.ts';
import { findDevice } from '../ports/directory.ts';
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
  readonly #pushed: readonly string[];
  /** By shard, the hashes of the pushed events that are stored there. */
  readonly #hashes = new Map<string, Map<string, string>>();
  readonly #stored: WriteTx;
  /** By task; a task never moves. */
  readonly #places = new Map<string, string>();
  /** Shard of the task that was found last. */
  #near: string | undefined;
  readonly #tasks = new Map<string, Task | undefined>();
  readonly #changedTasks = new Map<string, { shard: string; seq: number; task: Task }>();
  /** Tasks that the store has, before this write changes them. */
  readonly #storedTasks = new Map<string, Task>();
  readonly #devices = new Map<string, Device | undefined>();
  readonly #heldDevices = new Set<string>();
  readonly #changedDevices = new Map<string, Device>();
  readonly #numbers = new Map<string, { last: number; taken: number }>();
  readonly #suspensions = new Map<string, Promise<StoredSuspension[]>>();
  /** By device, the numbers in its chain of the events that wait, with the shard of each. */
  readonly #waiting = new Map<string, Map<number, string>>();
  /** Rows of this write as they are now. */
  readonly #rows = new Map<string, StoredEvent>();
  /** Ids of the rows that are not written yet. */
  readonly #unwritten = new Set<string>();

  /** `pushed`: ids of the events that a device has sent. */
  constructor(deps: Deps, tx: WriteTx, pushed: readonly string[] = []) {
    this.#pushed = pushed;
    this.#deps = deps;
    this.#stored = tx;
    this.tx = tx;
  }

  /** Returns the shard in which a task is; undefined if no task has this id. */
  async shardOfTask(id: string): Promise<string | undefined> {
    const shard = this.#places.get(id) ?? (await this.tx.places.shardOf('task', id));
    if (shard !== undefined) this.#places.set(id, shard);
    return shard;
  }

  async task(id: string): Promise<Task | undefined> {
    if (!this.#tasks.has(id)) {
      const found = await this.#findTask(id);
      this.#tasks.set(id, found);
      if (found) this.#storedTasks.set(id, found);
    }
    return this.#tasks.get(id);
  }

  /** @throws if another server has entered a task with this id in another shard meanwhile. */
  async saveTask(shard: string, seq: number, task: Task): Promise<void> {
    if ((await this.shardOfTask(task.id)) === undefined) {
      if (!(await this.tx.places.claim('task', task.id, shard))) throw new Error(`task ${task.id} is in another shard`);
      this.#places.set(task.id, shard);
    }
    this.#tasks.set(task.id, task);
    this.#changedTasks.set(task.id, { shard, seq, task });
  }

  /** Visits of an enterprise since then, with those that this write has changed. */
  async visits(enterprise: string, since: number): ReturnType<WriteTx['tasks']['visits']> {
    await this.#write();
    return this.#stored.tasks.visits(enterprise, since);
  }

  async device(id: string): Promise<Device | undefined> {
    if (!this.#devices.has(id)) this.#devices.set(id, await findDevice(this.#stored, id));
    return this.#devices.get(id);
  }

  /**
   * The device as it is stored, or this one; nobody else can take or save it until the commit. A browser that is new here
   * gets the given shard for its home.
   *
   * @throws if another server has given it another home meanwhile.
   */
  async hold(sender: Device, shard: string): Promise<Device> {
    const known = this.#devices.get(sender.id);
    if (known && this.#heldDevices.has(sender.id)) return known;
    await this.#write();
    const device = sender.shard === '' ? ((await this.device(sender.id)) ?? (await this.#home(sender, shard))) : sender;
    const held = await this.#stored.devices.hold(device);
    this.#heldDevices.add(device.id);
    this.#devices.set(device.id, held);
    return held;
  }

  /** Keeps the key of a device that has sent nothing itself yet. */
  async addDevice(device: Device, shard: string): Promise<void> {
    this.saveDevice(await this.#home(device, shard));
  }

  saveDevice(device: Device): void {
    const { shards = [] } = this.#devices.get(device.id) ?? {};
    const next = { ...device, shards: [...new Set([...shards, ...device.shards])] };
    this.#devices.set(device.id, next);
    this.#changedDevices.set(device.id, next);
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

  /** Looks for an event of a device where its task is, and where the device has events. */
  async hash(shard: string, device: Device, id: string): Promise<string | undefined> {
    const row = this.#rows.get(id);
    if (row) return row.hash;
    for (const one of withShard(device.shards, shard)) {
      const hash = (await this.#hashesIn(one)).get(id);
      if (hash !== undefined) return hash;
    }
    return undefined;
  }

  /** Asked first when the shard and the device are held: from then on nobody else adds an event of this device there. */
  async #hashesIn(shard: string): Promise<Map<string, string>> {
    const known = this.#hashes.get(shard) ?? (await this.#stored.events.hashes(shard, this.#pushed));
    this.#hashes.set(shard, known);
    return known;
  }

  async event(shards: readonly string[], id: string): Promise<StoredEvent | undefined> {
    const row = this.#rows.get(id);
    if (row) return row;
    for (const shard of shards) {
      const event = await this.#stored.events.byId(shard, id);
      if (event) return event;
    }
    return undefined;
  }

  /** `from`: shard in which the event has waited, while nobody knew where its task is. */
  async saveEvent(row: StoredEvent, from = row.shard): Promise<void> {
    if (from !== row.shard) await this.#stored.events.drop(from, row.id);
    this.#rows.set(row.id, row);
    this.#noteShard(row.device, row.shard);
    if (row.state === 'waiting') {
      // Written at once: the database's index over waiting events finds it.
      this.#waiting.get(row.device)?.set(row.deviceSeq, row.shard);
      await this.#stored.events.save(row);
    } else this.#unwritten.add(row.id);
  }

  async dropEvent(shard: string, id: string): Promise<void> {
    this.#rows.delete(id);
    this.#unwritten.delete(id);
    this.#hashes.get(shard)?.delete(id);
    await this.#stored.events.drop(shard, id);
  }

  async saveConflicting(shard: string, id: string, device: string, link: ChainLink, receivedAt: number): Promise<void> {
    this.#noteShard(device, shard);
    await this.#stored.events.saveConflicting(shard, id, device, link, receivedAt);
  }

  saveCarrier(shard: string, event: string, carrier: string): Promise<void> {
    return this.#stored.events.saveCarrier(shard, event, carrier);
  }

  /** The event of a device that waits under that number of its chain. */
  async waiting(device: Device, deviceSeq: number): Promise<StoredEvent | undefined> {
    let known = this.#waiting.get(device.id);
    if (!known) {
      known = new Map((await this.waitingOf(device)).map((event) => [event.deviceSeq, event.shard]));
      this.#waiting.set(device.id, known);
    }
    const shard = known.get(deviceSeq);
    return shard === undefined ? undefined : this.#stored.events.waiting(shard, device.id, deviceSeq);
  }

  /** In the order of the chain. */
  async waitingOf({ id, shards }: Device): Promise<WaitingEvent[]> {
    await this.#writeEvents();
    const waiting: WaitingEvent[] = [];
    for (const shard of shards) waiting.push(...(await this.#stored.events.waitingOf(shard, id)));
    return waiting.sort((a, b) => a.deviceSeq - b.deviceSeq);
  }

  async countWaiting(device: Device): Promise<number> {
    await this.#writeEvents();
    return countWaiting(this.#stored, device);
  }

  /** Devices with events that wait for this task, which came in without it or before one of their chain. */
  async awaiting(shard: string, task: string): Promise<ReadonlySet<string>> {
    await this.#writeEvents();
    const [here, elsewhere] = [
      await this.#stored.events.awaiting(shard, task),
      await this.#stored.events.awaiting(UNKNOWN_SHARD, task),
    ];
    return new Set([...here, ...elsewhere].sort());
  }

  async chain(device: Device, numbers: Missing, most: number): Promise<StoredEvent[]> {
    await this.#writeEvents();
    return chainOf(this.#stored, device, numbers, most);
  }

  /** The latest moment that events of this chain before this number state; 0 without any. */
  async latestMoment({ id, shards }: Device, beforeSeq: number): Promise<number> {
    await this.#writeEvents();
    let latest = 0;
    for (const shard of shards) latest = Math.max(latest, await this.#stored.events.latestMoment(shard, id, beforeSeq));
    return latest;
  }

  async carriers(shard: string, event: string): Promise<StoredEvent[]> {
    if (this.#hasUnwritten(({ type }) => type === 'acknowledgement-scanned')) await this.#writeEvents();
    return this.#stored.events.carriers(shard, event);
  }

  async isCodeShown(shard: string, task: string): Promise<boolean> {
    const isShown = (row: StoredEvent) => row.task === task && row.type === 'code-shown' && row.state === 'accepted';
    return this.#hasUnwritten(isShown) || this.#stored.events.isCodeShown(shard, task);
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

  /** Looks where the last task was found before it asks the directory: most pushes are about one prefecture. */
  async #findTask(id: string): Promise<Task | undefined> {
    const near = this.#places.has(id) ? undefined : this.#near;
    const found = near === undefined ? undefined : await this.#stored.tasks.byId(near, id);
    if (found && near !== undefined) this.#places.set(id, near);
    if (found) return found;
    const shard = await this.shardOfTask(id);
    this.#near = shard ?? this.#near;
    return shard === undefined ? undefined : this.#stored.tasks.byId(shard, id);
  }

  async #home(device: Device, shard: string): Promise<Device> {
    if (await this.tx.places.claim('device', device.id, shard)) return { ...device, shard };
    throw new Error(`device ${device.id} has another home`);
  }

  #noteShard(id: string, shard: string): void {
    const device = this.#devices.get(id);
    if (device && !device.shards.includes(shard)) this.saveDevice({ ...device, shards: [...device.shards, shard] });
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
    for (const { shard, seq, task } of this.#changedTasks.values()) {
      await this.#stored.tasks.save(shard, seq, task, this.#storedTasks.get(task.id));
      this.#storedTasks.set(task.id, task);
    }
    this.#changedDevices.clear();
    this.#changedTasks.clear();
  }
}

const withShard = (shards: readonly string[], shard: string): readonly string[] =>
  shards.includes(shard) ? shards : [shard, ...shards];
