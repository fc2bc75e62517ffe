import { PROTOCOL_VERSION } from '@liangma/shared/protocol/version';
import { describe, expect, test } from 'vitest';
import type { LocalCheckpoint } from '../rows.ts';
import type { Page } from '../wire/replies.ts';
import { SyncProblem } from '../wire/sync-problem.ts';
import { type PullPorts, pull, pullAll } from './pull.ts';

interface Row {
  readonly id: string;
}
const page = (ids: string[], epoch = 'e1', seq = ids.length): Page<Row> => ({
  documents: ids.map((id) => ({ id, _deleted: false })),
  checkpoint: { '6206': seq },
  epoch,
});

function ports(getPage: PullPorts<Row>['getPage']) {
  const log: string[] = [];
  const made: PullPorts<Row> = {
    confirmSession: async () => void log.push('session'),
    getPage: (from, limit) => {
      log.push(`page after ${from ? `${from.epoch}/${from.shards['6206']}` : 'nothing'}`);
      return getPage(from, limit);
    },
    read: (raw) => raw as Page<Row>,
    pushFirst: async () => void log.push('push'),
    freshBegins: async (epoch) => void log.push(`fresh ${epoch}`),
    arrived: async ({ documents }) => ({ documents }),
    caughtUp: async () => void log.push('caught up'),
  };
  return { made, log };
}

const from: LocalCheckpoint = { shards: { '6206': 5 }, epoch: 'e1', version: PROTOCOL_VERSION };

test('a full page is not the end, a shorter one is', async () => {
  const full = ports(async () => page(['a', 'b']));
  expect(await pull(full.made, from, 2)).toEqual({
    documents: page(['a', 'b']).documents,
    checkpoint: { shards: { '6206': 2 }, epoch: 'e1', version: PROTOCOL_VERSION },
  });
  expect(full.log).toEqual(['session', 'page after e1/5']);
  const short = ports(async () => page(['a']));
  await pull(short.made, from, 2);
  expect(short.log.at(-1)).toBe('caught up');
});

/** Pages of one row each, and when each is written: by the test. */
function writing(pages: number) {
  const log = { asked: [] as number[], written: [] as number[], caughtUp: false };
  const written: { done(): void; fail(error: Error): void }[] = [];
  const { made } = ports(async (after) => {
    const seq = (after?.shards['6206'] ?? 0) + 1;
    log.asked.push(seq);
    return { ...page(seq > pages ? [] : ['a']), checkpoint: { '6206': seq } };
  });
  const arrived: PullPorts<Row>['arrived'] = async ({ checkpoint }) => {
    log.written.push(checkpoint['6206'] ?? 0);
    return { written: new Promise<void>((done, fail) => written.push({ done, fail })) };
  };
  const caughtUp = async () => {
    log.caughtUp = true;
  };
  return { log, written, pulled: pullAll({ ...made, arrived, caughtUp }, async () => undefined, 1) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test('while a page is written, the next is begun, and the one after it is asked for; no more', async () => {
  const { log, written, pulled } = writing(4);
  await settled();
  expect(log).toMatchObject({ asked: [1, 2, 3], written: [1, 2] });
  written[0]?.done();
  await settled();
  expect(log).toMatchObject({ asked: [1, 2, 3, 4], written: [1, 2, 3] });
  for (let n = 1; n < 5; n++) {
    expect(log.caughtUp).toBe(false);
    written[n]?.done();
    await settled();
  }
  await pulled;
  expect(log.caughtUp).toBe(true);
});

test('a page that cannot be written ends the pull', async () => {
  const { log, written, pulled } = writing(4);
  await settled();
  written[0]?.fail(new SyncProblem('storage'));
  written[1]?.fail(new SyncProblem('busy'));
  await expect(pulled).rejects.toMatchObject({ kind: 'storage' });
  await settled();
  expect(log).toEqual({ asked: [1, 2, 3], written: [1, 2], caughtUp: false });
});

test('a stale epoch makes the device push first and then pull from the start', async () => {
  const { made, log } = ports(async (after) => {
    if (after) throw new SyncProblem('resync');
    return page(['a'], 'e2');
  });
  expect((await pull(made, from, 2)).checkpoint).toEqual({
    shards: { '6206': 1 },
    epoch: 'e2',
    version: PROTOCOL_VERSION,
  });
  expect(log).toEqual(['session', 'page after e1/5', 'push', 'page after nothing', 'fresh e2', 'caught up']);
});

test('rows pulled in another version of the protocol are pulled from the start, because an older version is told less', async () => {
  const { made, log } = ports(async () => page(['a']));
  const { checkpoint } = await pull(made, { ...from, version: PROTOCOL_VERSION - 1 }, 2);
  expect(log).toEqual(['session', 'page after nothing', 'fresh e1', 'caught up']);
  expect(checkpoint.version).toBe(PROTOCOL_VERSION);
});

test('a pull without a checkpoint is a full pull, because RxDB keeps none while it has nothing', async () => {
  const { made, log } = ports(async () => page([], 'e2'));
  await pull(made, undefined, 2);
  expect(log).toEqual(['session', 'page after nothing', 'fresh e2', 'caught up']);
});

test('a full pull needs a push before it', async () => {
  const { made, log } = ports(() => Promise.reject(new SyncProblem('resync')));
  const stuck = { ...made, pushFirst: () => Promise.reject(new SyncProblem('resync')) };
  await expect(pull(stuck, from, 2)).rejects.toMatchObject({ kind: 'resync' });
  expect(log).toEqual(['session', 'page after e1/5']);
});

test('other problems are rethrown', async () => {
  const { made } = ports(() => Promise.reject(new SyncProblem('signed-out')));
  await expect(pull(made, from, 2)).rejects.toMatchObject({ kind: 'signed-out' });
});

describe('[SYNC-17] a divergent shard', () => {
  const both: LocalCheckpoint = { shards: { '6206': 5, '6201': 9 }, epoch: 'e1', version: PROTOCOL_VERSION };
  const doubting = (getPage: PullPorts<Row>['getPage']) => {
    const { made, log } = ports(getPage);
    const began: string[][] = [];
    const divergentShards = async () => ['6206'];
    return {
      log,
      began,
      made: { ...made, divergentShards, againBegins: async (shards) => void began.push([...shards]) } as typeof made,
    };
  };

  test('is pulled from its start, the others from where they are', async () => {
    const asked: unknown[] = [];
    const { made, began } = doubting(async (after) => {
      asked.push(after);
      return page(['a', 'b']);
    });
    const first = await pull(made, both, 2);
    expect(asked).toEqual([{ shards: { '6201': 9 }, epoch: 'e1', version: PROTOCOL_VERSION, again: ['6206'] }]);
    expect(began).toEqual([['6206']]);
    expect(first.checkpoint).toMatchObject({ again: ['6206'] });
    await pull(made, first.checkpoint, 2);
    expect([began.length, asked[1]]).toEqual([1, first.checkpoint]);
  });

  test('is done with its last page', async () => {
    const { made, log } = doubting(async () => page(['a']));
    expect((await pull(made, both, 2)).checkpoint).toEqual({
      shards: { '6206': 1 },
      epoch: 'e1',
      version: PROTOCOL_VERSION,
    });
    expect(log.at(-1)).toBe('caught up');
  });

  test('is not begun in a full pull', async () => {
    const { made, began } = doubting(async () => page(['a'], 'e2'));
    await pull(made, undefined, 2);
    expect(began).toEqual([]);
  });
});
