/**
 * What pushing comes to, written once more and as plainly as can be: no envelopes, no store, nothing of the product's
 * own rules. `push-model.test.ts` holds the server to it.
 */
export type Deed = 'start' | 'record' | 'explain' | 'scan' | 'refuse' | 'evaluate';

export interface ModelEvent {
  readonly id: string;
  /** Tells other bytes under one id apart. */
  readonly bytes: string;
  readonly device: string;
  readonly seq: number;
  readonly deed: Deed;
  readonly task: string;
  readonly at: number;
}

type State = 'issued' | 'withdrawn' | 'refused' | 'inspecting' | 'recorded' | 'performed-after-withdrawal';

export interface ModelTask {
  state: State;
  readonly scannedBy: Set<string>;
  /** The earliest start of each device. */
  readonly starts: Map<string, number>;
  readonly explained: string[];
  /** The number of the evaluation of each device that counts. */
  readonly evaluated: Map<string, number>;
}

const aTask = (): ModelTask => ({
  ...{ state: 'issued', scannedBy: new Set(), starts: new Map(), explained: [], evaluated: new Map() },
});

/** What a device is to the tasks: one of their officers, another officer, or an enterprise's browser. */
export type Role = 'assigned' | 'stranger' | 'browser';

export class Model {
  readonly tasks: Map<string, ModelTask>;
  /** `accepted`, `waiting`, or why not. */
  readonly verdicts = new Map<string, string>();
  /** The first bytes under each id. */
  readonly kept = new Map<string, ModelEvent>();
  readonly gaps: { device: string; from: number; to: number }[] = [];
  readonly #roles: ReadonlyMap<string, Role>;
  readonly #next = new Map<string, number>();

  constructor(tasks: readonly string[], roles: ReadonlyMap<string, Role>) {
    this.tasks = new Map(tasks.map((id) => [id, aTask()]));
    this.#roles = roles;
  }

  push(event: ModelEvent): string {
    const known = this.kept.get(event.id);
    if (known) return known.bytes === event.bytes ? this.#verdict(event.id) : 'id-reused';
    if (this.#roles.get(event.device) === 'browser') return this.#pushOfBrowser(event);
    this.kept.set(event.id, event);
    if (event.seq > this.#nextOf(event.device)) this.verdicts.set(event.id, 'waiting');
    else {
      this.#decide(event);
      this.#goOn(event.device);
    }
    return this.#verdict(event.id);
  }

  /** Nothing that is refused is kept; the chain goes on behind it where something of this browser is. */
  #pushOfBrowser(event: ModelEvent): string {
    const next = this.#nextOf(event.device);
    if (event.seq > next) {
      if (!this.tasks.has(event.task)) return 'unknown-task';
      this.kept.set(event.id, event);
      this.verdicts.set(event.id, 'waiting');
      return 'waiting';
    }
    const isKnown = [...this.kept.values()].some(({ device }) => device === event.device);
    const verdict = this.#judge(event);
    if (verdict === 'accepted') {
      this.kept.set(event.id, event);
      this.verdicts.set(event.id, verdict);
    } else if (!isKnown) return verdict;
    this.#next.set(event.device, Math.max(next, event.seq + 1));
    this.#goOn(event.device);
    return verdict;
  }

  #goOn(device: string): void {
    for (let next = this.#waiting(device)[0]; next?.seq === this.#nextOf(device); next = this.#waiting(device)[0]) {
      this.#decide(next);
    }
  }

  /** Whether it was still to be withdrawn. */
  withdraw(id: string): boolean {
    const task = this.tasks.get(id);
    if (task?.state !== 'issued') return false;
    task.state = 'withdrawn';
    return true;
  }

  /** Five days later, device by device. */
  force(): void {
    for (const device of [...this.#roles.keys()].sort()) {
      for (const event of this.#waiting(device)) {
        const from = this.#nextOf(device);
        if (event.seq > from) this.gaps.push({ device, from, to: event.seq - 1 });
        this.#decide(event);
      }
    }
  }

  #verdict(id: string): string {
    return this.verdicts.get(id) ?? '';
  }

  #nextOf(device: string): number {
    return this.#next.get(device) ?? 1;
  }

  #waiting(device: string): ModelEvent[] {
    return [...this.kept.values()]
      .filter((event) => event.device === device && this.verdicts.get(event.id) === 'waiting')
      .sort((a, b) => a.seq - b.seq);
  }

  #decide(event: ModelEvent): void {
    const verdict = this.#judge(event);
    this.verdicts.set(event.id, verdict);
    if (verdict !== 'accepted' && this.#roles.get(event.device) === 'browser') {
      this.kept.delete(event.id);
      this.verdicts.delete(event.id);
    }
    this.#next.set(event.device, Math.max(this.#nextOf(event.device), event.seq + 1));
  }

  #judge({ id, deed, device, task: name, at, seq }: ModelEvent): string {
    const task = this.tasks.get(name);
    const role = this.#roles.get(device);
    if (!task) return 'unknown-task';
    if (deed === 'scan') task.scannedBy.add(device);
    if (deed === 'refuse' && task.state === 'issued') task.state = 'refused';
    if (deed === 'scan' || deed === 'refuse') return 'accepted';
    if (deed === 'evaluate') {
      if (role !== 'browser') return 'officer-cannot-evaluate';
      const inspected = task.state === 'recorded' || task.state === 'refused' || task.scannedBy.size > 0;
      if (!inspected) return 'not-inspected';
      task.evaluated.set(device, Math.max(task.evaluated.get(device) ?? 0, seq));
      return 'accepted';
    }
    if (role !== 'assigned') return 'not-assigned';
    return (deed === 'explain' ? this.#explain(task, id) : this.#inspect(task, deed, device, at))
      ? 'accepted'
      : 'wrong-state';
  }

  #explain(task: ModelTask, id: string): boolean {
    if (task.state !== 'performed-after-withdrawal') return false;
    task.explained.push(id);
    return true;
  }

  #inspect(task: ModelTask, deed: Deed, device: string, at: number): boolean {
    const open = task.state === 'issued' || task.state === 'inspecting' || task.state === 'withdrawn';
    if (!open && !(deed === 'start' && task.state === 'recorded')) return false;
    if (task.state === 'withdrawn') {
      if (deed === 'record') task.state = 'performed-after-withdrawal';
      return true;
    }
    if (deed === 'start' || task.state === 'issued') {
      task.starts.set(device, Math.min(at, task.starts.get(device) ?? at));
    }
    if (deed === 'record') task.state = 'recorded';
    else if (task.state === 'issued') task.state = 'inspecting';
    return true;
  }
}
