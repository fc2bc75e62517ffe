/** Random histories of devices, pushed to the server and to a model of a hundred lines: both say the same of each event. */

import { fromBase64Url, toBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { DAY, SECOND } from '@liangma/shared/kernel/instant';
import { receiptOpener } from '@liangma/shared/protocol/receipt';
import { transition } from '@liangma/shared/tasks/transition';
import { storedEvent } from '@liangma/testing/stored-events';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forceWaiting } from '../../../src/events/force-waiting.ts';
import { pushEvents } from '../../../src/events/push.ts';
import { addTask, findTask } from '../../../src/ports/directory.ts';
import { committed } from '../../../src/ports/store.ts';
import { NINE_O_CLOCK, startServer, type TestServer } from '../../harness.ts';
import { type Deed, Model, type Role } from './model.ts';
import { type Actor, anActor, aTaskWithCode, chainOf, type Made } from './stage.ts';

let server: TestServer;
const at = NINE_O_CLOCK;
beforeAll(async () => {
  server = await startServer({ demo: false });
});
afterAll(() => server.stop());

const ROLES: readonly Role[] = ['assigned', 'assigned', 'stranger', 'browser'];
const DEEDS: readonly Deed[] = ['start', 'record', 'explain', 'scan', 'refuse', 'evaluate'];
const NOBODYS = '019ab3a0-9999-7abc-8def-0123456789ab';

const deed = fc.record({
  deed: fc.constantFrom(...DEEDS),
  task: fc.constantFrom(0, 0, 0, 1, 2),
  after: fc.integer({ min: 0, max: 60 }),
});
/** Deeds of a browser at a door, over and over. */
const said = fc.record({
  deed: fc.constantFrom<Deed>('scan', 'evaluate', 'evaluate', 'refuse'),
  task: fc.constant(0),
  after: fc.nat(60),
});
const chains = fc.tuple(...ROLES.map((role) => fc.array(role === 'browser' ? said : deed, { maxLength: 5 })));
const step = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('own' as const), of: fc.nat(3), nth: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('forged' as const), of: fc.nat(3), nth: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), of: fc.nat(1) }) },
);
type Plan = typeof chains extends fc.Arbitrary<infer T> ? T : never;

/** Two tasks and four devices of its own. */
async function aStage(plan: Plan) {
  server.clock.at = at;
  const tasks = [await aTaskWithCode(server, at), await aTaskWithCode(server, at)];
  const actors = ROLES.map((role) => anActor(role, at));
  const made = await Promise.all(
    actors.map((actor, i) =>
      chainOf(
        actor,
        (plan[i] ?? []).map(({ deed, task, after }) => ({
          deed,
          task: tasks[task]?.id ?? NOBODYS,
          code: tasks[task]?.code ?? tasks[0]?.code ?? '',
          at: at + after * SECOND,
        })),
      ),
    ),
  );
  const model = new Model(
    tasks.map(({ id }) => id),
    new Map(actors.map(({ device, role }) => [device.id, role])),
  );
  return { tasks, actors, made, model };
}
type Stage = Awaited<ReturnType<typeof aStage>>;

async function push(actor: Actor, { row }: Made): Promise<{ word: string; receipt: string | undefined }> {
  const { rows } = await pushEvents(server.deps, actor.device, [{ newDocumentState: row }]);
  const sync = rows[0]?.sync;
  if (sync?.state === 'rejected') return { word: sync.code, receipt: undefined };
  return { word: sync?.state ?? 'none', receipt: sync?.state === 'accepted' ? sync.receipt : undefined };
}

async function withdraw(id: string): Promise<void> {
  await server.deps.store.write(async (tx) => {
    const seq = await tx.shards.next('6206');
    const task = await findTask(tx, id);
    const next = task && transition(task, { type: 'withdraw', by: { at, by: 'head', name: '局长' }, reason: '调整' });
    if (next?.ok) await addTask(tx, '6206', seq, next.value);
    return committed(undefined, {
      id: `${id}-${seq}`,
      at: 0,
      shard: '',
      actor: 'head',
      action: 'task.withdraw',
      subject: id,
    });
  });
}

async function play(
  stage: Stage,
  steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[],
  receipts: Map<string, string>,
) {
  for (const one of steps) {
    if (one.kind === 'withdraw') {
      const id = stage.tasks[one.of]?.id ?? '';
      if (stage.model.withdraw(id)) await withdraw(id);
      continue;
    }
    const event = stage.made[one.of]?.[one.nth]?.[one.kind];
    const actor = stage.actors[one.of];
    if (!event || !actor) continue;
    const { word, receipt } = await push(actor, event);
    expect(word).toBe(stage.model.push(event.model));
    if (receipt === undefined) continue;
    // Each event has one verdict: a device gets the same receipt for ever.
    expect(receipts.get(event.model.id) ?? receipt).toBe(receipt);
    receipts.set(event.model.id, receipt);
  }
}

/** All that came is kept byte by byte, with the verdict of the model and, accepted, a receipt that holds. */
async function compare({ model, actors }: Stage): Promise<void> {
  const { keys } = await server.deps.trust.opened();
  const { verify, sha256 } = server.deps.signatures;
  const open = receiptOpener(keys, verify, sha256);
  await server.deps.store.read(async (tx) => {
    for (const [id, { bytes }] of model.kept) {
      const stored = await storedEvent(tx, id);
      expect(stored && toBase64Url(stored.envelope)).toBe(bytes);
      expect(stored?.code ?? stored?.state).toBe(model.verdicts.get(id));
      if (stored?.state !== 'accepted') continue;
      const receipt = stored.receipt && (await open(stored.receipt));
      expect(receipt && toHex(receipt.hash)).toBe(stored.hash);
      expect(toHex(await server.deps.signatures.sha256(fromBase64Url(bytes) as Uint8Array))).toBe(stored.hash);
    }
    for (const [id, expected] of model.tasks) {
      const task = await findTask(tx, id);
      expect(task?.state).toBe(expected.state);
      const starts = [...expected.starts].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));
      const started = task && 'started' in task ? [task.started, ...(task.joined ?? [])] : [];
      expect(started.map((start) => [start.device, start.at])).toEqual(starts);
      expect(new Set(task && 'scans' in task ? task.scans.map(({ device }) => device) : [])).toEqual(
        expected.scannedBy,
      );
      const explained = task && 'explanations' in task ? (task.explanations ?? []) : [];
      expect(explained.map(({ event }) => event)).toEqual(expected.explained);
      for (const { device } of actors) {
        expect(await tx.evaluations.seq('6206', id, device.id)).toBe(expected.evaluated.get(device.id));
      }
    }
  });
}

const gapsOf = async ({ actors }: Stage) => {
  const own = new Set(actors.filter(({ role }) => role !== 'browser').map(({ device }) => device.id));
  const alerts = await server.deps.store.read((tx) => tx.alerts.open(''));
  return alerts.flatMap(({ device, missing }) => (missing && own.has(device) ? [{ device, ...missing }] : []));
};
const sorted = (gaps: readonly { device: string; from: number }[]) =>
  [...gaps].sort((a, b) => a.device.localeCompare(b.device) || a.from - b.from);

test('[SYNC-3] [SYNC-1] [SYNC-2] in every order each event gets one verdict, the same as in the model, and none is lost', async () => {
  const steps = fc.array(step, { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(chains, steps, fc.array(step, { maxLength: 10 }), async (plan, before, after) => {
      const stage = await aStage(plan);
      const receipts = new Map<string, string>();
      await play(stage, before, receipts);
      await compare(stage);
      server.clock.at = at + 5 * DAY;
      await forceWaiting(server.deps);
      stage.model.force();
      expect([...stage.model.verdicts.values()]).not.toContain('waiting');
      await compare(stage);
      const officers = new Set(stage.actors.filter(({ role }) => role !== 'browser').map(({ device }) => device.id));
      expect(sorted(await gapsOf(stage))).toEqual(
        sorted(stage.model.gaps.filter(({ device }) => officers.has(device))),
      );
      // The missing events arrive, and the earlier ones once more.
      await play(stage, after, receipts);
      await compare(stage);
    }),
    { numRuns: 150 },
  );
}, 120_000);

test('[SYNC-3] the events of one device end in the same state in every order and with any repetition', async () => {
  const order = fc.infiniteStream(fc.nat());
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 6 }), order, async (wishes, dice) => {
      const outcome = async (shuffle: boolean) => {
        const stage = await aStage([wishes, [], [], []] as unknown as Plan);
        const chain = stage.made[0] ?? [];
        const rows = shuffle ? [...chain, ...chain.slice(0, 2)].sort(() => ((dice.next().value ?? 0) % 3) - 1) : chain;
        for (const { own } of rows) await push(stage.actors[0] as Actor, own);
        return server.deps.store.read(async (tx) => ({
          verdicts: (await tx.events.chain('6206', stage.actors[0]?.device.id ?? '', { from: 1, to: 9 })).map(
            (e) => e.code ?? e.state,
          ),
          tasks: await Promise.all(stage.tasks.map(async ({ id }) => (await findTask(tx, id))?.state)),
        }));
      };
      expect(await outcome(true)).toEqual(await outcome(false));
    }),
    { numRuns: 40 },
  );
}, 120_000);

test('[SYNC-4] start and join are the same whichever officer’s phone pushes first', async () => {
  const starts = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(starts, starts, async (one, other) => {
      const stage = await aStage(
        [one, other].map((list) => list.map((after) => ({ deed: 'start', task: 0, after }))) as unknown as Plan,
      );
      const [first, second] = stage.tasks;
      const earliest = [...one.map((after) => [0, after]), ...other.map((after) => [1, after])].sort(
        ([, a], [, b]) => Number(a) - Number(b),
      );
      for (const i of [0, 1]) for (const { own } of stage.made[i] ?? []) await push(stage.actors[i] as Actor, own);
      const task = await server.deps.store.read((tx) => findTask(tx, first?.id ?? ''));
      expect(second?.state).toBe('issued');
      expect(task).toMatchObject({
        state: 'inspecting',
        started: { at: at + Number(earliest[0]?.[1]) * SECOND },
        joined: [{}],
      });
    }),
    { numRuns: 20 },
  );
}, 60_000);
