/** Push and pull of events as the app does it, against a server in memory that signs real receipts. */

import { fromBase64Url, toBase64Url } from '@liangma/shared/kernel/bytes';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { type Checkpoint, EVENTS_PULLED_HEADER, type SyncState } from '@liangma/shared/protocol/documents';
import { signReceipt } from '@liangma/shared/protocol/receipt';
import { PROTOCOL_VERSION } from '@liangma/shared/protocol/version';
import type { KeySet } from '@liangma/shared/trust/key-set';
import { bestEffort } from '@liangma/web-common/best-effort';
import { createDeviceKey, deviceSigner } from '@liangma/web-common/crypto/device-key';
import { sha256 } from '@liangma/web-common/crypto/signatures';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type DeviceDb, openDeviceDb, readMeta, writeMeta } from '../database/device-db.ts';
import { BatchSizer } from '../lanes/batch-sizer.ts';
import { append } from '../outbox/event-log.ts';
import { countChecked } from '../outbox/event-rows.ts';
import type { EventRow } from '../rows.ts';
import { SyncProblem } from '../wire/sync-problem.ts';
import type { Headed } from '../wire/wire.ts';
import { type EventTraffic, eventTraffic } from './ack-checkpoint.ts';
import { eventPullPorts, eventPushPorts } from './exchange.ts';
import { pullAll } from './pull.ts';
import { pushAll } from './push.ts';

const NOW = 1_795_000_000_000;
const task = (n: number) => `019a0000-0000-7000-8000-00000000000${n}` as TaskId;
const shown = (n: number) => ({ type: 'code-shown', task: task(n), taskRev: 2, data: {} }) as const;

const server = await createDeviceKey();
const signer = deviceSigner(server);
const keys: KeySet = {
  issuedAt: 0,
  staleAt: 9e9,
  keys: [
    {
      kid: signer.kid,
      alg: signer.alg,
      publicKey: server.publicKey,
      validFrom: 0,
      validTo: 9e9,
      agencyPrefix: '',
      compromisedAt: null,
      uses: ['receipts'],
    },
  ],
};

const accept = async ({ envelope }: EventRow): Promise<SyncState> => {
  const hash = await sha256(fromBase64Url(envelope) as Uint8Array);
  const receipt = await signReceipt(signer, { hash, shard: '6206', seq: 1, receivedAt: NOW }, sha256);
  return { state: 'accepted', receipt: toBase64Url(receipt), receivedAt: NOW };
};
const reject: SyncState = { state: 'rejected', code: 'not-assigned', reasons: [], receivedAt: NOW };

let db: DeviceDb;
let account = 0;
let sent: number[][];
/** Rows that the next pull returns. */
let news: EventRow[];
let verdict: (row: EventRow) => Promise<SyncState>;
let down: SyncProblem | undefined;
/** Happens after the server has judged a push, and before its answer is there. */
let meanwhile: () => Promise<unknown>;
let traffic: EventTraffic;
/** Checkpoint of pulled events that each push stated. */
let claimed: (string | undefined)[];
/** Checkpoint up to which the answer says that events are known. */
let upTo: Checkpoint | string | undefined;
/** Answers a request for newer keys. */
let trustFile: () => Promise<undefined>;

beforeEach(() => {
  account++;
  db = openDeviceDb(`b${account}`);
  sent = [];
  news = [];
  verdict = accept;
  down = undefined;
  meanwhile = async () => undefined;
  traffic = eventTraffic();
  claimed = [];
  upTo = undefined;
  trustFile = () => Promise.reject(new SyncProblem('unreachable'));
});
afterEach(() => db.close());

type Parts = Parameters<typeof eventPullPorts>[0];

/** The parts of an app with this server. */
const device = (): Parts => {
  const wire = {
    postJson: async (_: string, body: { newDocumentState: EventRow }[], headed?: Headed) => {
      sent.push(body.map(({ newDocumentState }) => newDocumentState.seq));
      claimed.push(headed?.headers[EVENTS_PULLED_HEADER]);
      if (down) throw down;
      const answer = await Promise.all(
        body.map(async ({ newDocumentState: row }) => ({ ...row, sync: await verdict(row) })),
      );
      await meanwhile();
      const header = typeof upTo === 'string' ? upTo : JSON.stringify(upTo);
      headed?.onHeaders(new Headers(header === undefined ? {} : { [EVENTS_PULLED_HEADER]: header }));
      return answer;
    },
    getJson: async () => ({
      documents: news.splice(0).map((row) => ({ ...row, _deleted: false })),
      checkpoint: { '6206': 1 },
      epoch: 'e1',
    }),
    getFile: () => trustFile(),
  };
  return {
    db,
    wire,
    root: {},
    confirmSession: async () => undefined,
    trust: async () => ({ keys }),
    deviceId: async () => 'a'.repeat(32),
    clock: { now: () => Date.now(), skew: () => 0 },
  } as unknown as Parts;
};

const push = (sizer = new BatchSizer()) => pushAll(eventPushPorts(device(), traffic), sizer, () => undefined);
const pullNews = () =>
  pullAll(
    eventPullPorts(device(), async () => undefined, traffic),
    () => readMeta(db, 'eventsPulled'),
    1000,
  );

const rowsHere = () => db.events.orderBy('seq').toArray();
const states = async () => (await rowsHere()).map(({ sync }) => sync.state);
const made = async (n: number): Promise<EventRow> => {
  const event = await append(db, shown(n));
  if (!event.ok) throw new Error(event.error);
  return event.value;
};

test('an accepted event has its receipt on this device, and is sent once', async () => {
  await made(1);
  await made(2);
  await push();
  expect(await states()).toEqual(['accepted', 'accepted']);
  expect(await countChecked(db)).toBe(2);
  expect(sent).toEqual([[1, 2]]);
  await made(3);
  await push();
  expect(sent).toEqual([[1, 2], [3]]);
});

test('a refused event blocks no other, and is parked with its envelope', async () => {
  verdict = (row) => (row.seq === 2 ? Promise.resolve(reject) : accept(row));
  for (const n of [1, 2, 3]) await made(n);
  await push();
  expect(await states()).toEqual(['accepted', 'rejected', 'accepted']);
  const [parked] = await db.parked.toArray();
  expect(parked).toMatchObject({ code: 'not-assigned', event: { seq: 2, task: task(2) } });
  expect(sent.length).toBe(1);
});

test('an answer is written whole or not at all', async () => {
  verdict = (row) => (row.seq === 2 ? Promise.resolve(reject) : accept(row));
  for (const n of [1, 2]) await made(n);
  const full = () => {
    throw new Error('the disk is full');
  };
  db.parked.hook('creating', full);
  await expect(push()).rejects.toThrow('the disk is full');
  expect([await states(), await countChecked(db)]).toEqual([['pending', 'pending'], 0]);
  db.parked.hook('creating').unsubscribe(full);
  await push();
  expect([await states(), await countChecked(db)]).toEqual([['accepted', 'rejected'], 1]);
});

test('a server that is down loses nothing', async () => {
  await made(1);
  down = new SyncProblem('unreachable');
  await expect(push()).rejects.toMatchObject({ kind: 'unreachable' });
  expect(await states()).toEqual(['pending']);
  down = undefined;
  await push();
  expect(await states()).toEqual(['accepted']);
});

test('[SYNC-3] an event that waits at the server is accepted by a later pull, with its receipt', async () => {
  verdict = async () => ({ state: 'waiting' });
  const row = await made(1);
  await push();
  expect(await states()).toEqual(['waiting']);
  news = [{ ...row, sync: await accept(row) }];
  await pullNews();
  expect(await states()).toEqual(['accepted']);
  expect([sent, await countChecked(db)]).toEqual([[[1]], 1]);
});

test('[SYNC-3] an event that waited and is refused later comes by pull, and is parked with its reason', async () => {
  verdict = async () => ({ state: 'waiting' });
  const row = await made(1);
  await push();
  news = [{ ...row, sync: reject }];
  await pullNews();
  expect(await states()).toEqual(['rejected']);
  expect(await db.parked.toArray()).toMatchObject([{ code: 'not-assigned' }]);
});

test('[SYNC-3] an answer that a later pull has overtaken changes nothing any more', async () => {
  verdict = async () => ({ state: 'waiting' });
  const row = await made(1);
  meanwhile = async () => {
    news = [{ ...row, sync: await accept(row) }];
    await pullNews();
  };
  await push();
  expect([await states(), await countChecked(db)]).toEqual([['accepted'], 1]);
});

test('a lost answer comes by pull if its receipt passes the check; nothing else changes a pending event', async () => {
  const [first, second, third] = [await made(1), await made(2), await made(3)];
  const forged = { ...(await accept(second)), receipt: 'AAAA' } as SyncState;
  news = [
    { ...first, sync: await accept(first) },
    { ...second, sync: forged },
    { ...third, sync: reject },
  ];
  await pullNews();
  expect(await states()).toEqual(['accepted', 'pending', 'pending']);
  expect(await db.parked.count()).toBe(0);
});

test('the envelope on this device is the truth: a receipt counts only for it', async () => {
  const row = await made(1);
  const other = { ...row, envelope: 'AAAA' };
  news = [{ ...other, sync: await accept(other) }];
  await pullNews();
  expect(await rowsHere()).toEqual([row]);
});

test('a page of events is written with its checkpoint', async () => {
  await pullNews();
  expect(await readMeta(db, 'eventsPulled')).toEqual({ shards: { '6206': 1 }, epoch: 'e1', version: PROTOCOL_VERSION });
});

test('an event that a pull brings again is neither checked nor written again', async () => {
  const row = await made(1);
  await push();
  const kept = await rowsHere();
  news = kept.map(({ checked: _, ...here }) => here);
  const written = vi.fn();
  db.events.hook('updating', written);
  await pullNews();
  expect(written).not.toHaveBeenCalled();
  expect(await rowsHere()).toEqual(kept);
  expect(kept).toMatchObject([{ envelope: row.envelope, checked: { shard: '6206', receivedAt: NOW } }]);
});

test('no answer takes a checked receipt away, and none goes to the server', async () => {
  const row = await made(1);
  await push();
  const [{ checked } = row] = await rowsHere();
  for (const sync of [{ ...(await accept(row)), receipt: 'AAAA' } as SyncState, reject]) {
    news = [{ ...row, sync }];
    await pullNews();
    expect(await rowsHere()).toEqual([{ ...row, sync, checked }]);
  }
  await db.events.update(row.id, { sync: { state: 'pending' } });
  verdict = async (sentRow) => {
    expect(sentRow).toEqual({ ...row, sync: { state: 'pending' } });
    return { state: 'waiting' };
  };
  await push();
  expect(await rowsHere()).toEqual([{ ...row, sync: { state: 'waiting' }, checked }]);
});

test('[SYNC-9] an event in quarantine is neither pending nor lost; the decision comes by pull', async () => {
  verdict = async () => ({ state: 'quarantined', receivedAt: NOW });
  const [first, second] = [await made(1), await made(2)];
  await push();
  expect(await states()).toEqual(['quarantined', 'quarantined']);
  expect(await db.events.where('sync.state').equals('quarantined').count()).toBe(2);
  const dismissed = { ...reject, code: 'dismissed', reasons: ['证件已暂扣'] } as SyncState;
  news = [
    { ...first, sync: await accept(first) },
    { ...second, sync: dismissed },
  ];
  await pullNews();
  expect(await states()).toEqual(['accepted', 'rejected']);
  expect(sent).toEqual([[1, 2]]);
  expect(await countChecked(db)).toBe(1);
  expect(await db.parked.toArray()).toMatchObject([{ code: 'dismissed', reasons: ['证件已暂扣'] }]);
});

test('an event that is tried again and then accepted is no longer parked', async () => {
  verdict = async () => reject;
  await made(1);
  await push();
  await db.parked.toCollection().modify({ outcome: { kind: 'replaced', by: 'x', at: 5 } });
  const again = async () => {
    await db.events.toCollection().modify({ sync: { state: 'pending' } });
    await push();
  };
  await again();
  expect(await db.parked.toArray()).toMatchObject([{ code: 'not-assigned', outcome: { by: 'x' } }]);
  verdict = accept;
  await again();
  expect(await states()).toEqual(['accepted']);
  expect(await db.parked.count()).toBe(0);
});

test('[SYNC-20] a refused event that is sent again, and that a stranger accepts, is sent to the server once more', async () => {
  verdict = async () => reject;
  await made(1);
  await push();
  const sendAgain = () => db.events.toCollection().modify({ sync: { state: 'pending' } });
  await sendAgain();
  verdict = async (row) => ({ ...(await accept(row)), receipt: 'AAAA' }) as SyncState;
  await push();
  expect([await states(), await db.parked.toArray()]).toMatchObject([['accepted'], [{ code: 'not-assigned' }]]);
  trustFile = async () => undefined;
  await pullNews();
  expect(await db.parked.toArray()).toMatchObject([{ code: 'receipt-invalid' }]);
  await sendAgain();
  verdict = async () => reject;
  await push();
  expect([await states(), await db.parked.toArray()]).toMatchObject([['rejected'], [{ code: 'not-assigned' }]]);
});

describe('checkpoint of own events from the answer to a push', () => {
  const kept = () => readMeta(db, 'eventsPulled');
  const claimOf = (seq: number) => JSON.stringify({ shards: { '6206': seq }, epoch: 'e1' });
  const pulledTo = (seq: number) => ({ shards: { '6206': seq }, epoch: 'e1', version: PROTOCOL_VERSION });
  beforeEach(async () => {
    await writeMeta(db, 'eventsPulled', pulledTo(1));
    upTo = { '6206': 4 };
  });

  test('a push states the pulled checkpoint and stores that of the answer', async () => {
    await made(1);
    await push();
    expect(claimed).toEqual([claimOf(1)]);
    expect(await kept()).toEqual(pulledTo(4));
  });

  test('a batch sent while a checkpoint is written states that checkpoint', async () => {
    for (const n of [1, 2, 3]) await made(n);
    meanwhile = async () => {
      upTo = { '6206': 4 + sent.length };
    };
    await push(new BatchSizer(1));
    expect(claimed).toEqual([1, 5].map((seq) => claimOf(seq)));
    expect(await kept()).toEqual(pulledTo(6));
  });

  test('a device that has pulled nothing, or pulls a shard again, states no checkpoint', async () => {
    await writeMeta(db, 'eventsPulled', { ...pulledTo(1), again: ['6206'] });
    await made(1);
    await push();
    await db.meta.delete('eventsPulled');
    await made(2);
    await push();
    expect([claimed, await kept()]).toEqual([[undefined, undefined], undefined]);
  });

  test.each([undefined, 'not a checkpoint', '{"6206":-1}'])(
    'an answer that says %s changes nothing',
    async (answer) => {
      upTo = answer;
      await made(1);
      await push();
      expect([await states(), await kept()]).toEqual([['accepted'], pulledTo(1)]);
    },
  );

  test('an answer that was not applied completely sets no checkpoint', async () => {
    verdict = (row) => (row.seq === 2 ? Promise.resolve({ state: 'pending' }) : accept(row));
    for (const n of [1, 2]) await made(n);
    await expect(push()).rejects.toMatchObject({ kind: 'unjudged' });
    expect([await states(), await kept()]).toEqual([['accepted', 'pending'], pulledTo(1)]);
    verdict = async () => reject;
    meanwhile = () =>
      db.events
        .where('seq')
        .equals(2)
        .modify({ sync: { state: 'waiting' } });
    await push();
    expect([await states(), await kept()]).toEqual([['accepted', 'waiting'], pulledTo(1)]);
  });

  test('an answer with a receipt that fails its check sets no checkpoint', async () => {
    verdict = async () => ({ state: 'accepted', receipt: 'AAAA', receivedAt: NOW });
    await made(1);
    await bestEffort(push(), 'the receipt is no receipt');
    expect(await kept()).toEqual(pulledTo(1));
  });

  test('an answer overtaken by a pull, or during one, sets no checkpoint', async () => {
    meanwhile = () => writeMeta(db, 'eventsPulled', pulledTo(3));
    await made(1);
    await push();
    expect(await kept()).toEqual(pulledTo(3));
    meanwhile = async () => {
      traffic.pulling = true;
    };
    await made(2);
    await push();
    expect([await states(), await kept()]).toEqual([['accepted', 'accepted'], pulledTo(3)]);
  });

  test('an answer that could not be written sets no checkpoint', async () => {
    await made(1);
    const full = () => {
      throw new Error('the disk is full');
    };
    db.events.hook('updating', full);
    await expect(push()).rejects.toThrow('the disk is full');
    expect([await states(), await kept()]).toEqual([['pending'], pulledTo(1)]);
    db.events.hook('updating').unsubscribe(full);
  });

  test('an answer to rows that were sent apart sets no checkpoint', async () => {
    for (const n of [1, 2]) await made(n);
    meanwhile = async () => {
      if (sent.length === 1) throw new SyncProblem('too-large');
    };
    await push();
    expect([sent, await states(), await kept()]).toEqual([[[1, 2], [1], [2]], ['accepted', 'accepted'], pulledTo(1)]);
  });
});
