/**
 * A model of pushing, as plain as can be: no envelopes, no store, nothing of the product's
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

type State =
  | 'issued'
  | 'withdrawn'
  | 'refused'
  | 'inspecting'
  | 'recorded'
  | 'performed-after-withdrawal'
  | 'performed-after-refusal';

export interface ModelTask {
  state: State;
  refusedAt: number;
  readonly scannedBy: Set<string>;
  /** The earliest start of each device. */
  readonly starts: Map<string, number>;
  readonly explained: string[];
  /** The number of the latest evaluation of each device. */
  readonly evaluated: Map<string, number>;
}

const aTask = (): ModelTask => ({
  state: 'issued',
  refusedAt: 0,
  scannedBy: new Set(),
  starts: new Map(),
  explained: [],
  evaluated: new Map(),
});

/** Relation of a device to the tasks: one of their officers, another officer, or an enterprise's browser. */
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
      this.#drain(event.device);
    }
    return this.#verdict(event.id);
  }

  /** Nothing that is refused is kept; the chain goes on behind it where something of this browser is. */
  #pushOfBrowser(event: ModelEvent): string {
    const next = this.#nextOf(event.device);
    const isKnown = [...this.kept.values()].some(({ device }) => device === event.device);
    const isEarly = event.seq > next;
    if (isEarly && !this.tasks.has(event.task)) return 'unknown-task';
    const verdict = isEarly ? 'waiting' : this.#judge(event);
    if (verdict === 'accepted' || verdict === 'waiting') {
      this.kept.set(event.id, event);
      this.verdicts.set(event.id, verdict);
      if (verdict === 'waiting') return verdict;
    } else if (!isKnown) return verdict;
    this.#next.set(event.device, Math.max(next, event.seq + 1));
    this.#drain(event.device);
    return verdict;
  }

  /** Judges waiting events that follow now. */
  #drain(device: string): void {
    for (;;) {
      const [next] = this.#waiting(device);
      if (next?.seq !== this.#nextOf(device)) return;
      this.#decide(next);
    }
  }

  /** Withdraws a task. Returns whether it could still be withdrawn. */
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
        if (this.#verdict(event.id) !== 'waiting') continue;
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

  #judge(event: ModelEvent): string {
    const { id, deed, device, task: name } = event;
    const task = this.tasks.get(name);
    const role = this.#roles.get(device);
    if (!task) return 'unknown-task';
    if (deed === 'scan' || deed === 'refuse') {
      if (deed === 'scan') task.scannedBy.add(device);
      // Its code is a printed one: only a device of its officers ends the task.
      if (deed === 'refuse' && role === 'assigned') {
        if (task.state === 'refused') task.refusedAt = Math.min(task.refusedAt, event.at);
        if (task.state === 'issued') Object.assign(task, { state: 'refused', refusedAt: event.at });
      }
      return 'accepted';
    }
    if (deed === 'evaluate') return this.#evaluate(task, event, role);
    if (role !== 'assigned') return 'not-assigned';
    return (deed === 'explain' ? this.#explain(task, id) : this.#inspect(task, event)) ? 'accepted' : 'wrong-state';
  }

  /** All that is played lies within the inspection period. */
  #evaluate({ evaluated }: ModelTask, { device, seq }: ModelEvent, role: Role | undefined): string {
    if (role !== 'browser') return 'officer-cannot-evaluate';
    evaluated.set(device, Math.max(evaluated.get(device) ?? 0, seq));
    return 'accepted';
  }

  #explain(task: ModelTask, id: string): boolean {
    if (!task.state.startsWith('performed')) return false;
    task.explained.push(id);
    return true;
  }

  #inspect(task: ModelTask, { deed, device, at, seq }: ModelEvent): boolean {
    if (task.state.startsWith('performed') || (deed === 'record' && task.state === 'recorded')) return false;
    if (task.state === 'withdrawn') {
      if (deed === 'record') task.state = 'performed-after-withdrawal';
      return true;
    }
    if (task.state === 'refused') {
      if (this.#chainAt(device, seq, at) >= task.refusedAt) {
        if (deed === 'record') task.state = 'performed-after-refusal';
        return true;
      }
      task.state = 'issued';
    }
    if (deed === 'start' || task.state === 'issued') {
      task.starts.set(device, Math.min(at, task.starts.get(device) ?? at));
    }
    if (deed === 'record') task.state = 'recorded';
    else if (task.state === 'issued') task.state = 'inspecting';
    return true;
  }

  /** No earlier than what the device did before. */
  #chainAt(device: string, seq: number, at: number): number {
    const before = [...this.kept.values()].filter(
      (event) => event.device === device && event.seq < seq && this.#verdict(event.id) !== 'waiting',
    );
    return Math.max(at, ...before.map((event) => event.at));
  }
}
