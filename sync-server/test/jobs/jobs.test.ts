/** Jobs on two replicas over one store, on both databases: each step once, whatever crashes, fails or has the wrong time. */
import { setTimeout } from 'node:timers/promises';
import { DAY, HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import { transition } from '@liangma/shared/tasks/transition';
import { pino } from 'pino';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { aTask } from '../../../shared/test/builders.ts';
import { systemRandom } from '../../src/adapters/runtime.ts';
import { LEASE } from '../../src/jobs/plan.ts';
import { type Job, type NewJob, STORE_WIDE } from '../../src/jobs/repository.ts';
import { type Effect, type Handler, type Jobs, type Scheduler, scheduler } from '../../src/jobs/scheduler.ts';
import { addTask, findTask } from '../../src/ports/directory.ts';
import { committed, noted, type Store, unchanged, type WriteTx } from '../../src/ports/store.ts';
import { NINE_O_CLOCK } from '../harness.ts';
import { LASTING, places } from '../places.ts';

const placeOf = places();
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const notice = (subject: string, dueAt = NINE_O_CLOCK): NewJob => ({
  shard: STORE_WIDE,
  kind: 'notice',
  subject,
  step: 'sent',
  dueAt,
});

const addAll = (store: Store, ...jobs: NewJob[]) =>
  store.write(async (tx) => {
    for (const job of jobs) await tx.jobs.add(job);
    return noted(undefined);
  });

/** An effect that the store shows: how often it was committed for a subject. */
async function count(tx: WriteTx, subject: string): Promise<Effect> {
  const before = (await tx.accounts.attempts(subject))?.failures ?? 0;
  await tx.accounts.saveAttempts(subject, { failures: before + 1, lastAt: 0 });
  return {};
}
const countOf = async (store: Store, subject: string) =>
  (await store.read((tx) => tx.accounts.attempts(subject)))?.failures ?? 0;

const counting: Handler = { effect: (tx, job) => count(tx, job.subject) };
const NOTICES: Jobs = { sweeps: [], deadlines: { notice: counting } };

describe.each(LASTING)('on %s', (kind) => {
  /** Two stores over one place, and replicas with a clock each. */
  const twoStores = async (): Promise<[Store, Store]> => {
    const place = await placeOf(kind);
    const stores: [Store, Store] = [await place.open('epoch'), await place.open('unused')];
    ends.push(...stores.map((store) => () => store.close()));
    return stores;
  };
  const replica = (store: Store, jobs: Jobs, clock = { at: NINE_O_CLOCK }): Scheduler =>
    scheduler({ store, clock: { now: () => clock.at }, random: systemRandom, log: pino({ level: 'silent' }) }, jobs);
  const jobOf = (store: Store, key: NewJob) => store.read((tx) => tx.jobs.byKey(key));

  test('two replicas carry out each of sixty due jobs once', async () => {
    const [one, other] = await twoStores();
    const subjects = Array.from({ length: 60 }, (_, i) => `subject-${i}`);
    await addAll(one, ...subjects.map((subject) => notice(subject)));
    const replicas = [replica(one, NOTICES), replica(other, NOTICES)];
    for (let i = 0; i < 3; i++) await Promise.all(replicas.map((each) => each.runDue()));
    expect(await Promise.all(subjects.map((subject) => countOf(other, subject)))).toEqual(subjects.map(() => 1));
  });

  test('a step is added once, and a step that is done is not added again', async () => {
    const [store] = await twoStores();
    const add = () => store.write(async (tx) => noted(await tx.jobs.add(notice('a'))));
    expect([await add(), await add()]).toEqual([true, false]);
    await replica(store, NOTICES).runDue();
    expect(await add()).toBe(false);
    expect(await countOf(store, 'a')).toBe(1);
  });

  test('two replicas run a sweep once a period', async () => {
    const [one, other] = await twoStores();
    const sweep = { kind: 'sweep', shard: STORE_WIDE, every: 5 * MINUTE };
    const jobs: Jobs = { sweeps: [{ ...sweep, effect: (tx) => count(tx, 'sweep') }], deadlines: {} };
    const clock = { at: NINE_O_CLOCK };
    const replicas = [replica(one, jobs, clock), replica(other, jobs, clock)];
    const counts = [];
    for (let minute = 0; minute <= 10; minute++) {
      await Promise.all(replicas.map((each) => each.runDue()));
      counts.push(await countOf(one, 'sweep'));
      clock.at += MINUTE;
    }
    expect(counts).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3]);
  });

  test('a server that was off runs a sweep that it missed once, at once', async () => {
    const [store] = await twoStores();
    const sweep = { kind: 'sweep', shard: STORE_WIDE, every: 5 * MINUTE };
    const jobs: Jobs = { sweeps: [{ ...sweep, effect: (tx) => count(tx, 'sweep') }], deadlines: {} };
    await replica(store, jobs).runDue();
    await replica(store, jobs, { at: NINE_O_CLOCK + DAY }).runDue();
    expect(await countOf(store, 'sweep')).toBe(2);
  });

  test('a replica that crashes after its claim is replaced once the lease ends; when it comes back it changes nothing', async () => {
    const [one, other] = await twoStores();
    await addAll(one, notice('a'));
    const claim = await one.write(async (tx) => {
      const job = (await tx.jobs.byKey(notice('a'))) as Job;
      return noted(await tx.jobs.claim(job, 'crashed', NINE_O_CLOCK + LEASE));
    });
    const clock = { at: NINE_O_CLOCK + LEASE - 1 };
    const survivor = replica(other, NOTICES, clock);
    await survivor.runDue();
    expect(await countOf(other, 'a')).toBe(0);
    clock.at += 1;
    await survivor.runDue();
    expect(await countOf(other, 'a')).toBe(1);
    const late = await one.write(async (tx) => {
      if (!(await tx.jobs.complete(claim as Job, clock.at))) return unchanged('refused');
      await count(tx, 'a');
      return noted('done');
    });
    expect([late, await countOf(one, 'a')]).toEqual(['refused', 1]);
  });

  test('a store that fails at the commit leaves neither effect nor completion', async () => {
    const [one, other] = await twoStores();
    await addAll(one, notice('a'));
    let writes = 0;
    // The first write claims, the second holds effect and completion; then the process is gone.
    const crashing: Store = {
      ...bound(one),
      write: (work) =>
        ++writes === 1
          ? one.write(work)
          : one.write(async (tx) => {
              await work(tx);
              throw new Error('killed');
            }),
    };
    await replica(crashing, NOTICES).runDue();
    expect(writes).toBeGreaterThan(1);
    expect([await countOf(one, 'a'), (await jobOf(one, notice('a')))?.doneAt]).toEqual([0, null]);
    await replica(other, NOTICES, { at: NINE_O_CLOCK + LEASE }).runDue();
    expect([await countOf(one, 'a'), (await jobOf(one, notice('a')))?.doneAt]).toEqual([1, NINE_O_CLOCK + LEASE]);
  });

  test('a job that fails is undone, recorded and tried again later; it stops no other', async () => {
    const [store] = await twoStores();
    let broken = true;
    const effect = async (tx: WriteTx, { subject }: Job): Promise<Effect> => {
      await count(tx, subject);
      if (broken && subject === 'poison') throw new Error('the matter is missing');
      return {};
    };
    const jobs: Jobs = { sweeps: [], deadlines: { notice: { effect } } };
    const clock = { at: NINE_O_CLOCK };
    const only = replica(store, jobs, clock);
    await addAll(store, notice('poison', NINE_O_CLOCK - HOUR), notice('a'), notice('b'));
    await only.runDue();
    expect(await Promise.all(['poison', 'a', 'b'].map((subject) => countOf(store, subject)))).toEqual([0, 1, 1]);
    const failed = await jobOf(store, notice('poison'));
    expect(failed).toMatchObject({ attempts: 1, owner: null, lastError: 'Error: the matter is missing', doneAt: null });
    expect(failed?.wakeAt).toBeGreaterThan(NINE_O_CLOCK);
    await only.runDue();
    expect((await jobOf(store, notice('poison')))?.attempts).toBe(1);
    broken = false;
    clock.at = failed?.wakeAt ?? 0;
    await only.runDue();
    expect(await countOf(store, 'poison')).toBe(1);
    expect(await jobOf(store, notice('poison'))).toMatchObject({ attempts: 2, doneAt: clock.at });
  });

  test('a kind with a limit runs no more at a time, and a long queue of it holds up no other kind', async () => {
    const [store] = await twoStores();
    let [running, most, done] = [0, 0, 0];
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const work = async () => {
      most = Math.max(most, ++running);
      await gate;
      await setTimeout(5);
      running--;
      done++;
    };
    const jobs: Jobs = { sweeps: [], deadlines: { notice: counting, print: { work, atOnce: 2 } } };
    const prints = Array.from({ length: 20 }, (_, i) => ({
      ...notice(`print-${i}`, NINE_O_CLOCK - HOUR),
      kind: 'print',
    }));
    await addAll(store, ...prints, notice('a'), notice('b'));
    const ran = replica(store, jobs).runDue();
    await vi.waitFor(async () => expect([await countOf(store, 'a'), await countOf(store, 'b')]).toEqual([1, 1]));
    expect(running).toBe(2);
    open();
    await ran;
    expect([most, done]).toEqual([2, 20]);
    expect(await store.read((tx) => tx.jobs.open([STORE_WIDE], 'print'))).toEqual({ waiting: 0, failing: 0 });
  });

  test('work of many writes is repeated after a failure, and the next period waits for it', async () => {
    const [store] = await twoStores();
    const clock = { at: NINE_O_CLOCK };
    let runs = 0;
    const work = async () => {
      if (++runs === 1) throw new Error('the database is away');
    };
    const jobs: Jobs = { sweeps: [{ kind: 'sweep', shard: STORE_WIDE, every: 5 * MINUTE, work }], deadlines: {} };
    const only = replica(store, jobs, clock);
    await only.runDue();
    expect(await store.read((tx) => tx.jobs.dueBy(STORE_WIDE, 'sweep', clock.at, 9))).toMatchObject([{ doneAt: null }]);
    clock.at += 5 * MINUTE;
    await only.runDue();
    await only.runDue();
    expect(runs).toBe(3);
    const rows = await store.read((tx) => tx.jobs.dueBy(STORE_WIDE, 'sweep', clock.at, 9));
    expect(rows.map(({ doneAt }) => doneAt)).toEqual([clock.at, clock.at]);
  });

  test('a clock that was ahead stops no job: neither by its sweeps nor by its leases', async () => {
    const [one, other] = await twoStores();
    const sweep = { kind: 'sweep', shard: STORE_WIDE, every: 5 * MINUTE };
    const jobs: Jobs = {
      sweeps: [{ ...sweep, effect: (tx) => count(tx, 'sweep') }],
      deadlines: { notice: counting },
    };
    const ahead = NINE_O_CLOCK + 365 * DAY;
    await replica(one, jobs, { at: ahead }).runDue();
    await addAll(one, notice('a'));
    await one.write(async (tx) => {
      const job = (await tx.jobs.byKey(notice('a'))) as Job;
      return noted(await tx.jobs.claim(job, 'crashed', ahead + LEASE));
    });
    const right = replica(other, jobs);
    await right.runDue();
    await right.runDue();
    expect([await countOf(one, 'sweep'), await countOf(one, 'a')]).toEqual([2, 1]);
  });

  test('a clock that is set back runs no step again', async () => {
    const [store] = await twoStores();
    await addAll(store, notice('a'));
    const clock = { at: NINE_O_CLOCK };
    const only = replica(store, NOTICES, clock);
    await only.runDue();
    clock.at -= DAY;
    await only.runDue();
    expect(await countOf(store, 'a')).toBe(1);
  });

  test('a job of a kind that only a newer version knows is left to it', async () => {
    const [older, newer] = await twoStores();
    await addAll(older, notice('a'));
    await replica(older, { sweeps: [], deadlines: {} }).runDue();
    expect(await jobOf(older, notice('a'))).toMatchObject({ attempts: 0, doneAt: null });
    await replica(newer, NOTICES).runDue();
    expect(await countOf(newer, 'a')).toBe(1);
  });

  test('a deadline is set by the write of its task, in the shard of the task, and carried out with its audit entry', async () => {
    const [one, other] = await twoStores();
    const task = aTask('issued');
    const shard = '6206';
    const deadline: NewJob = {
      shard,
      kind: 'lapse',
      subject: task.id,
      step: 'lapse',
      dueAt: task.window.to,
    };
    const lapse: Handler = {
      effect: async (tx, { subject }, at) => {
        const seq = await tx.shards.next(shard);
        const before = await findTask(tx, subject);
        const next = before && transition(before, { type: 'lapse', at });
        if (next?.ok) await tx.tasks.save(shard, seq, next.value);
        return { audit: [{ shard, id: 'audit-1', at, actor: 'system', action: 'task.lapse', subject }] };
      },
    };
    const save = (keep: boolean) =>
      one.write(async (tx) => {
        await addTask(tx, shard, await tx.shards.next(shard), task);
        await tx.jobs.add(deadline);
        return keep ? committed(undefined) : unchanged(undefined);
      });
    await save(false);
    expect(await jobOf(one, deadline)).toBeUndefined();
    await save(true);
    const clock = { at: task.window.to - 1 };
    const jobs: Jobs = { sweeps: [], deadlines: { lapse } };
    const replicas = [replica(one, jobs, clock), replica(other, jobs, clock)];
    await Promise.all(replicas.map((each) => each.runDue()));
    expect((await one.read((tx) => findTask(tx, task.id)))?.state).toBe('issued');
    clock.at += 1;
    await Promise.all(replicas.map((each) => each.runDue()));
    expect((await one.read((tx) => findTask(tx, task.id)))?.state).toBe('lapsed');
    expect(await one.read((tx) => tx.audit.ofSubject('6206', task.id))).toHaveLength(1);
  });
});

/** The methods of a store with their `this`. */
const bound = (store: Store): Store => ({
  kind: store.kind,
  epoch: store.epoch,
  read: (work) => store.read(work),
  write: (work) => store.write(work),
  probe: (now) => store.probe(now),
  refreshStatistics: () => store.refreshStatistics(),
  close: () => store.close(),
});
