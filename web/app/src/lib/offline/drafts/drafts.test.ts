/** Drafts of two devices through RxDB's own replication, against a server in memory that merges as ours does. */
import { type Author, type Draft, emptyDraft, itemState } from '@liangma/shared/drafts/draft';
import { answerKey, OPINION } from '@liangma/shared/drafts/items';
import { ended, mergeDrafts, sameDraft } from '@liangma/shared/drafts/merge';
import type { TaskId } from '@liangma/shared/kernel/ids';
import type { DraftAnswer, DraftDocument } from '@liangma/shared/protocol/draft-document';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type DeviceDb, openDeviceDb } from '../database/device-db.ts';
import type { DraftRow } from '../rows.ts';
import { readDrafts, readPage } from '../wire/replies.ts';
import { SyncProblem } from '../wire/sync-problem.ts';
import { draftsArrived, pushDrafts, shareAgain, shareOfKnownTasks } from './draft-exchange.ts';
import { isLate } from './draft-rows.ts';
import { dropLate, fillDraft, putAwayUnshared, rowOf, submitDraft } from './draft-store.ts';
import { type Drafts, openDrafts } from './drafts-db.ts';

const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const FIRST = answerKey('M901|1');
const WANG = { by: 'O620623001', device: '1'.repeat(32) } as Author;
const ZHUOMA = { by: 'O620623002', device: '2'.repeat(32) } as Author;

/** Merges the drafts of a single task as sync-server/src/drafts/drafts.ts does. */
class MemoryServer {
  kept: { draft: Draft; ended: boolean } | undefined;
  over = false;
  known = true;
  /** Not the officers' any more. */
  others = false;
  seq = 0;
  pushes = 0;

  push(rows: readonly Pick<DraftDocument, 'id' | 'updatedAt' | 'data'>[]): DraftAnswer[] {
    this.pushes++;
    return rows.flatMap(({ id, updatedAt, data }): DraftAnswer[] => {
      if (this.others) return [{ id, refused: 'not-assigned' }];
      if (!this.known) return [{ id, refused: 'unknown-task' }];
      if (this.over) return [{ id, updatedAt, data: this.kept?.draft ?? emptyDraft(), _deleted: true }];
      const draft = this.kept ? mergeDrafts(this.kept.draft, data) : data;
      if (!this.kept || !sameDraft(draft, this.kept.draft)) this.seq++;
      this.kept = { draft, ended: false };
      return sameDraft(draft, data) ? [] : [{ id, updatedAt, data: draft }];
    });
  }

  end(): void {
    this.over = true;
    if (this.kept) this.kept = { draft: ended(this.kept.draft), ended: true };
    this.seq++;
  }

  page(after: number): unknown {
    const news = this.kept && this.seq > after;
    const document = { id: TASK, updatedAt: 1, data: this.kept?.draft, _deleted: this.over };
    return { documents: news ? [document] : [], checkpoint: { '6206': this.seq }, epoch: 'e1' };
  }
}

let server: MemoryServer;
let phones: Phone[];
let count = 0;
beforeEach(() => {
  server = new MemoryServer();
  phones = [];
});
afterEach(async () => {
  for (const phone of phones) await phone.close();
});

class Phone {
  readonly author: Author;
  readonly db: DeviceDb;
  readonly drafts: Drafts;
  down: SyncProblem | undefined;
  readonly #sync: RxReplicationState<DraftRow, { seq: number }>;

  static async open(author: Author): Promise<Phone> {
    const account = `d${count++}`;
    const phone = new Phone(author, openDeviceDb(account), await openDrafts(account));
    phones.push(phone);
    return phone;
  }

  private constructor(author: Author, db: DeviceDb, drafts: Drafts) {
    this.author = author;
    this.db = db;
    this.drafts = drafts;
    const reach = (): void => {
      if (this.down) throw this.down;
    };
    const send = async (rows: Parameters<MemoryServer['push']>[0]) => {
      reach();
      return JSON.parse(JSON.stringify(server.push(rows)));
    };
    this.#sync = replicateRxCollection<DraftRow, { seq: number }>({
      replicationIdentifier: 'test',
      collection: drafts,
      live: true,
      retryTime: 5,
      waitForLeadership: false,
      pull: {
        batchSize: 1000,
        handler: async (from) => {
          reach();
          const page = readDrafts(readPage(JSON.parse(JSON.stringify(server.page(from?.seq ?? -1)))));
          const documents = await draftsArrived(drafts, page);
          return { documents, checkpoint: { seq: page.checkpoint['6206'] ?? 0 } };
        },
      },
      push: {
        batchSize: 3,
        handler: async (rows) => {
          const mine = rows.map(({ newDocumentState }) => newDocumentState);
          const answered = await pushDrafts({ confirmSession: async () => undefined, send }, mine);
          return answered.map((row) => ({ ...row, _deleted: false }));
        },
      },
    });
  }

  /** Fills an item as the form does. */
  async fill(key: string, value: string): Promise<void> {
    const over = (await this.row())?.data.items[key] ?? [];
    await fillDraft(this.drafts, TASK, [{ key, value, over }], this.author, Date.now());
  }

  async row(): Promise<DraftRow | undefined> {
    const row = await this.drafts.findOne(TASK).exec();
    return row ? rowOf(row) : undefined;
  }

  stands = async (key: string) => itemState((await this.row())?.data ?? emptyDraft(), key);
  state = async () => (await this.row())?.sync.state;

  async meet(): Promise<void> {
    for (let i = 0; i < 2; i++) {
      this.#sync.reSync();
      await this.#sync.awaitInSync();
    }
  }

  async close(): Promise<void> {
    await this.#sync.cancel();
    await this.drafts.database.close();
    this.db.close();
  }
}

const apart = async (): Promise<[Phone, Phone]> => {
  const two = await Promise.all([Phone.open(WANG), Phone.open(ZHUOMA)]);
  for (const phone of two) phone.down = new SyncProblem('offline');
  return two;
};
const together = async (...two: Phone[]): Promise<void> => {
  for (const phone of two) phone.down = undefined;
  for (const phone of [...two, ...two]) await phone.meet();
};

test('[DRAFT-1] two devices that filled in a draft without network both have all of it when they are back, with nothing left to send', async () => {
  const [wang, zhuoma] = await apart();
  await wang.fill(FIRST, 'pass');
  await zhuoma.fill(OPINION, '无异议');
  expect(await wang.state()).toBe('pending');
  await together(wang, zhuoma);
  for (const phone of [wang, zhuoma]) {
    expect(await phone.stands(FIRST)).toMatchObject({ kind: 'one', value: 'pass' });
    expect(await phone.stands(OPINION)).toMatchObject({ kind: 'one', value: '无异议' });
    expect(await phone.state()).toBe('shared');
  }
  const { pushes } = server;
  await together(wang, zhuoma);
  expect(server.pushes).toBe(pushes);
});

test('[DRAFT-2] the same item stands open on both until one of them chooses', async () => {
  const [wang, zhuoma] = await apart();
  await wang.fill(FIRST, 'pass');
  await zhuoma.fill(FIRST, 'fail');
  await together(wang, zhuoma);
  for (const phone of [wang, zhuoma])
    expect(await phone.stands(FIRST)).toMatchObject({
      kind: 'open',
      entries: [
        { value: 'pass', by: WANG.by },
        { value: 'fail', by: ZHUOMA.by },
      ],
    });
  await zhuoma.fill(FIRST, 'fail');
  await together(zhuoma, wang);
  expect(await wang.stands(FIRST)).toMatchObject({ kind: 'one', value: 'fail', entry: { by: ZHUOMA.by } });
});

test('an entry made while the answer is on its way is kept and sent', async () => {
  const [wang, zhuoma] = await apart();
  await zhuoma.fill(OPINION, '无异议');
  await together(zhuoma);
  const push = server.push.bind(server);
  let entered: Promise<void> | undefined;
  server.push = (rows) => {
    entered ??= wang.fill(answerKey('M901|2'), 'pass');
    return push(rows);
  };
  await wang.fill(FIRST, 'pass');
  wang.down = undefined;
  await wang.meet();
  await entered;
  await together(wang, zhuoma);
  expect(Object.keys((await zhuoma.row())?.data.items ?? {}).sort()).toEqual([FIRST, answerKey('M901|2'), OPINION]);
});

describe('[DRAFT-4] the record is there', () => {
  test('entries that another device had not sent stay on it until its officer has seen them', async () => {
    const [wang, zhuoma] = await apart();
    await wang.fill(FIRST, 'pass');
    await together(wang, zhuoma);
    zhuoma.down = new SyncProblem('offline');
    await zhuoma.fill(OPINION, '补充');
    await submitDraft(wang.drafts, TASK);
    server.end();
    await together(wang, zhuoma);
    expect(await wang.row()).toMatchObject({ data: { items: {} }, sync: { state: 'ended' } });
    expect(await zhuoma.row()).toMatchObject({
      sync: { state: 'late' },
      data: { items: { [OPINION]: [{ value: '补充' }] } },
    });
    expect(Object.keys((await zhuoma.row())?.data.items ?? {})).toEqual([OPINION]);
    await dropLate(zhuoma.drafts, TASK);
    await together(wang, zhuoma);
    expect(await zhuoma.row()).toMatchObject({ data: { items: {} }, sync: { state: 'ended' } });
  });

  test('even if nothing of the draft was ever shared', async () => {
    const [wang, zhuoma] = await apart();
    await wang.fill(FIRST, 'pass');
    await submitDraft(wang.drafts, TASK);
    await zhuoma.fill(FIRST, 'fail');
    server.end();
    await together(wang, zhuoma);
    expect(await zhuoma.stands(FIRST)).toMatchObject({ kind: 'one', value: 'fail' });
    expect(await zhuoma.state()).toBe('late');
  });

  test('a later entry is late at once and never sent', async () => {
    const [wang] = await apart();
    await wang.fill(FIRST, 'pass');
    await together(wang);
    server.end();
    await together(wang);
    expect(await wang.state()).toBe('ended');
    const { pushes } = server;
    await wang.fill(OPINION, '补充');
    await together(wang);
    expect(await wang.row()).toMatchObject({
      sync: { state: 'late' },
      data: { items: { [OPINION]: [{ value: '补充' }] } },
    });
    expect(server.pushes).toBe(pushes);
  });
});

test("[DRAFT-4] what was filled in when the task was others' already is left on its device, and goes up when it is theirs again", async () => {
  const [wang] = await apart();
  await wang.fill(FIRST, 'pass');
  await together(wang);
  server.others = true;
  await wang.fill(OPINION, '补充');
  await together(wang);
  expect(isLate((await wang.row())?.sync ?? expect.fail())).toBe(true);
  expect(await wang.stands(OPINION)).toMatchObject({ value: '补充' });
  server.others = false;
  server.seq++;
  await together(wang);
  expect(Object.keys(server.kept?.draft.items ?? {})).toEqual([FIRST, OPINION]);
});

test('a record made here leaves its draft for the case that it is refused', async () => {
  const [wang, zhuoma] = await apart();
  await wang.fill(FIRST, 'pass');
  await submitDraft(wang.drafts, TASK);
  await zhuoma.fill(OPINION, '无异议');
  await together(zhuoma, wang);
  expect(await wang.state()).toBe('submitted');
  expect(await wang.stands(OPINION)).toMatchObject({ value: '无异议' });
  await wang.fill(FIRST, 'fail');
  await together(wang, zhuoma);
  expect(await zhuoma.stands(FIRST)).toMatchObject({ value: 'fail' });
});

test('a server that was restored from an older copy takes nothing away, and gets back what it lost', async () => {
  const [wang] = await apart();
  await wang.fill(FIRST, 'pass');
  await together(wang);
  const older = server.kept;
  await wang.fill(OPINION, '无异议');
  await together(wang);
  server.kept = older;
  server.seq++;
  await together(wang);
  expect(await wang.stands(OPINION)).toMatchObject({ value: '无异议' });
  expect(Object.keys(server.kept?.draft.items ?? {})).toEqual([FIRST, OPINION]);

  server.kept = undefined;
  await shareAgain(wang.drafts);
  await together(wang);
  expect(Object.keys((server.kept as unknown as { draft: Draft }).draft.items)).toEqual([FIRST, OPINION]);
});

test('a draft whose task the server does not know yet is shared when it has sent the task', async () => {
  const [wang] = await apart();
  server.known = false;
  await wang.fill(FIRST, 'pass');
  await together(wang);
  expect(await wang.row()).toMatchObject({ sync: { state: 'refused', reason: 'unknown-task' } });
  server.known = true;
  await shareOfKnownTasks(wang.drafts, wang.db);
  await together(wang);
  expect(await wang.state()).toBe('refused');
  await wang.db.tasks.add({ id: TASK, day: '2026-11-24', from: 1, state: 'issued', rev: 1, data: {} as never });
  await shareOfKnownTasks(wang.drafts, wang.db);
  await together(wang);
  expect(await wang.state()).toBe('shared');
});

test('a draft that is too large does not hinder the others', async () => {
  const [wang] = await apart();
  const long = Array.from({ length: 300 }, (_, i) => ({
    key: `finding|M901|${i}`,
    value: '长'.repeat(1000),
    over: [],
  }));
  await fillDraft(wang.drafts, TASK, long, WANG, 1);
  wang.down = undefined;
  await vi.waitFor(async () =>
    expect(await wang.row()).toMatchObject({ sync: { state: 'refused', reason: 'too-large' } }),
  );
  expect(server.pushes).toBe(0);
});

test('[SYNC-9] drafts that a revoked device can no longer share are put away once its officer has noted them down', async () => {
  const [wang] = await apart();
  await wang.fill(OPINION, '无异议');
  await putAwayUnshared(wang.drafts);
  expect(await wang.row()).toMatchObject({ sync: { state: 'ended' }, data: { items: {} } });
});
