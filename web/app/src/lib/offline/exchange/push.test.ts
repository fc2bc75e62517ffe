import type { TaskEventDocument } from '@liangma/shared/protocol/documents';
import { expect, test } from 'vitest';
import { BatchSizer } from '../lanes/batch-sizer.ts';
import type { EventRow } from '../rows.ts';
import { SyncProblem } from '../wire/sync-problem.ts';
import { type PushPorts, pushAll, pushEvents } from './push.ts';

const NOW = 1_795_000_000_000;
const row = (seq: number, sync: TaskEventDocument['sync'] = { state: 'pending' }): TaskEventDocument =>
  ({
    id: `019a0000-0000-7000-8000-00000000000${seq}`,
    device: 'd'.repeat(32),
    seq,
    type: 'code-shown',
    task: '019a0000-0000-7000-8000-000000000001',
    at: NOW,
    envelope: `AAA${seq}`,
    sync,
  }) as TaskEventDocument;
const accepted: TaskEventDocument['sync'] = { state: 'accepted', receipt: 'AAAA', receivedAt: NOW };
const rejected: TaskEventDocument['sync'] = { state: 'rejected', code: 'not-assigned', reasons: [], receivedAt: NOW };

function ports(send: PushPorts['send'], over: Partial<PushPorts> = {}) {
  const seen = { sent: [] as number[][], taken: [] as EventRow[] };
  const made: PushPorts = {
    confirmSession: async () => undefined,
    send: (rows) => {
      seen.sent.push(rows.map(({ seq }) => seq));
      return send(rows);
    },
    take: async (rows) => void seen.taken.push(...rows),
    now: () => NOW,
    ...over,
  };
  return { made, seen };
}

/** Answers as our server does: every row comes back with its outcome. */
const answer = (verdict: (row: EventRow) => TaskEventDocument['sync']) => async (rows: readonly EventRow[]) =>
  rows.map((row) => ({ ...row, sync: verdict(row) }));

test("the server's answer to each row is kept, refused or accepted", async () => {
  const { made, seen } = ports(answer(({ seq }) => (seq === 2 ? rejected : accepted)));
  const back = await pushEvents(made, [row(1), row(2), row(3)]);
  expect(back.map(({ sync }) => sync.state)).toEqual(['accepted', 'rejected', 'accepted']);
  expect(seen).toEqual({ sent: [[1, 2, 3]], taken: back });
});

test('if the answers cannot be stored, no row counts as answered', async () => {
  const { made } = ports(
    answer(() => rejected),
    { take: () => Promise.reject(new Error('full')) },
  );
  await expect(pushEvents(made, [row(1)])).rejects.toThrow('full');
});

test('the envelope on this device is the truth, whatever comes back beside the answer', async () => {
  const { made } = ports(async (rows) => rows.map(({ id }) => ({ id, envelope: 'ZZZZ', seq: 99, sync: accepted })));
  expect(await pushEvents(made, [row(1)])).toEqual([row(1, accepted)]);
});

test.each([
  ['a sign-in page parsed as text', '<html>'],
  ['an empty object', {}],
  ['an empty list', []],
  ['other ids', [{ id: 'x', sync: accepted }]],
  [
    'a row too many',
    [
      { id: row(1).id, sync: accepted },
      { id: row(2).id, sync: accepted },
    ],
  ],
  ['no verdict', [{ id: row(1).id }]],
])('a 200 that is not our server: %s', async (_, body) => {
  const { made, seen } = ports(async () => body);
  await expect(pushEvents(made, [row(1)])).rejects.toMatchObject({ kind: 'not-our-server' });
  expect(seen.taken).toEqual([]);
});

test('a batch too large is halved until it fits', async () => {
  const { made, seen } = ports(async (rows) => {
    if (rows.length > 1) throw new SyncProblem('too-large');
    return answer(() => accepted)(rows);
  });
  const back = await pushEvents(made, [row(1), row(2), row(3)]);
  expect(seen.sent).toEqual([[1, 2, 3], [1, 2], [1], [2], [3]]);
  expect(back.map(({ sync }) => sync.state)).toEqual(['accepted', 'accepted', 'accepted']);
});

test('the one row that the server cannot take is parked alone', async () => {
  const { made, seen } = ports(async (rows) => {
    if (rows.some(({ seq }) => seq === 2)) throw new SyncProblem('malformed');
    return answer(() => accepted)(rows);
  });
  await pushEvents(made, [row(1), row(2), row(3)]);
  expect(seen.taken.map(({ seq, sync }) => [seq, sync.state])).toEqual([
    [1, 'accepted'],
    [2, 'rejected'],
    [3, 'accepted'],
  ]);
  expect(seen.taken[1]?.sync).toMatchObject({ code: 'malformed', reasons: ['malformed'] });
});

test.each(['signed-out', 'other-account', 'unreachable', 'busy', 'update-needed'] as const)(
  '%s keeps everything as it is',
  async (kind) => {
    const { made, seen } = ports(() => Promise.reject(new SyncProblem(kind)));
    await expect(pushEvents(made, [row(1)])).rejects.toMatchObject({ kind });
    expect(seen).toEqual({ sent: [[1]], taken: [] });
  },
);

test('another account is detected before anything is sent', async () => {
  const { made, seen } = ports(
    answer(() => accepted),
    { confirmSession: () => Promise.reject(new SyncProblem('other-account')) },
  );
  await expect(pushEvents(made, [row(1)])).rejects.toMatchObject({ kind: 'other-account' });
  expect(seen.sent).toEqual([]);
});

test('[SYNC-9] a person who cannot sign in any more sends all the same; another account does not', async () => {
  const quarantined = { state: 'quarantined', receivedAt: NOW } as const;
  const refuses = (kind: SyncProblem['kind']) => ({ confirmSession: () => Promise.reject(new SyncProblem(kind)) });
  const out = ports(
    answer(() => quarantined),
    refuses('signed-out'),
  );
  expect(await pushEvents(out.made, [row(1)])).toEqual([row(1, quarantined)]);
  const other = ports(
    answer(() => accepted),
    refuses('other-account'),
  );
  await expect(pushEvents(other.made, [row(1)])).rejects.toMatchObject({ kind: 'other-account' });
  expect(other.seen.sent).toEqual([]);
});

test('a row that the server could not judge stays pending, and the others have their answers', async () => {
  const { made, seen } = ports(answer(({ seq }) => (seq === 2 ? { state: 'pending' } : accepted)));
  expect(await pushEvents(made, [row(1), row(2), row(3)])).toEqual([row(1, accepted), row(3, accepted)]);
  expect(seen.taken.map(({ seq }) => seq)).toEqual([1, 3]);
});

test('a reply that answers no row is refused', async () => {
  const { made } = ports(answer(() => ({ state: 'pending' })));
  await expect(pushEvents(made, [row(1), row(2)])).rejects.toMatchObject({ kind: 'unreadable' });
});

test.each(['signed-out', 'unreachable', 'unjudged'] as const)(
  'what one half was answered stands when the other is %s',
  async (kind) => {
    const { made } = ports(async (rows) => {
      if (rows.length > 2) throw new SyncProblem('too-large');
      if (rows.some(({ seq }) => seq > 2)) throw new SyncProblem(kind);
      return answer(() => accepted)(rows);
    });
    expect(await pushEvents(made, [row(1), row(2), row(3), row(4)])).toEqual([row(1, accepted), row(2, accepted)]);
  },
);

/** The rows that wait on a device, and what becomes of them. */
function outbox(rows: EventRow[], send: PushPorts['send']) {
  const { made, seen } = ports(send);
  const take = async (answered: readonly EventRow[]) => {
    for (const { id, sync } of answered) rows = rows.map((kept) => (kept.id === id ? { ...kept, sync } : kept));
  };
  const pending = async (after: number, most: number) =>
    rows.filter(({ seq, sync }) => sync.state === 'pending' && seq > after).slice(0, most);
  let heard = 0;
  const push = () => pushAll({ ...made, take, pending }, new BatchSizer(2), () => heard++);
  return { push, seen, heard: () => heard, states: () => rows.map(({ sync }) => sync.state) };
}

test('all pending events are sent in batches, in the order of the chain', async () => {
  const { push, seen, heard, states } = outbox(
    [1, 2, 3].map((seq) => row(seq)),
    answer(() => accepted),
  );
  await push();
  expect([seen.sent, heard(), states()]).toEqual([[[1, 2], [3]], 2, ['accepted', 'accepted', 'accepted']]);
  await push();
  expect(seen.sent).toHaveLength(2);
});

test.each(['unjudged', 'unreadable'] as const)(
  'a row that the server always fails at (%s) holds up none that is made later, and goes again with them',
  async (kind) => {
    const { push, seen, states } = outbox(
      [1, 2, 3, 4].map((seq) => row(seq)),
      async (rows) => {
        if (rows.some(({ seq }) => seq === 1)) throw new SyncProblem(kind);
        return answer(() => accepted)(rows);
      },
    );
    await expect(push()).rejects.toMatchObject({ kind });
    expect([seen.sent, states()]).toEqual([
      [
        [1, 2],
        [3, 4],
      ],
      ['pending', 'pending', 'accepted', 'accepted'],
    ]);
  },
);

test('a single row without an answer fails the round at its end, so that the lane waits', async () => {
  const { push, states } = outbox(
    [1, 2, 3].map((seq) => row(seq)),
    answer(({ seq }) => (seq === 2 ? { state: 'pending' } : accepted)),
  );
  await expect(push()).rejects.toMatchObject({ kind: 'unjudged' });
  expect(states()).toEqual(['accepted', 'pending', 'accepted']);
});

test('without network nothing more is tried in this round', async () => {
  const { push, seen } = outbox(
    [1, 2, 3].map((seq) => row(seq)),
    () => Promise.reject(new SyncProblem('unreachable')),
  );
  await expect(push()).rejects.toMatchObject({ kind: 'unreachable' });
  expect(seen.sent).toEqual([[1, 2]]);
});
