import { fromBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import type { TaskId } from '@liangma/shared/kernel/ids';
import { openEvent } from '@liangma/shared/protocol/envelope';
import { createDeviceKey, deviceSigner } from '@liangma/web-common/crypto/device-key';
import { sha256, verifySignature } from '@liangma/web-common/crypto/signatures';
import { beforeEach, expect, test } from 'vitest';
import type { ChainHead, EventRow } from '../rows.ts';
import { type Author, appendEvent, type ChainStore, type NewEvent, START } from './chain.ts';

const NOW = Date.parse('2026-11-24T02:00:00Z');
const TASK = '019a0000-0000-7000-8000-000000000001' as TaskId;
const key = await createDeviceKey();
const author: Author = {
  device: key.id,
  signer: deviceSigner(key),
  now: () => NOW,
  random: () => crypto.getRandomValues(new Uint8Array(10)),
};
const shown: NewEvent<'code-shown'> = { type: 'code-shown', task: TASK, taskRev: 2, data: {} };
const hashOf = async (row: EventRow) => toHex(await sha256(fromBase64Url(row.envelope) as Uint8Array));

class Disk implements ChainStore {
  rows: EventRow[] = [];
  kept: ChainHead = START;
  isFull = false;
  head = async () => this.kept;
  append = async (row: EventRow, after: ChainHead, head: ChainHead) => {
    if (this.isFull) throw new DOMException('full', 'QuotaExceededError');
    if (this.kept.hash !== after.hash) return false;
    this.rows.push(row);
    this.kept = head;
    return true;
  };
}

let disk: Disk;
beforeEach(() => {
  disk = new Disk();
});

const append = () => appendEvent(disk, author, shown);
const seqs = () => disk.rows.map(({ seq }) => seq);

test('the first event is number 1 without a predecessor, the next names its hash', async () => {
  await append();
  await append();
  const events = await Promise.all(
    disk.rows.map((row) => openEvent(fromBase64Url(row.envelope) as Uint8Array, key.publicKey, verifySignature)),
  );
  expect(events.map((event) => event.ok && event.value)).toMatchObject([
    { seq: 1, prev: '', device: key.id, task: TASK, taskRev: 2, at: NOW },
    { seq: 2, prev: await hashOf(disk.rows[0] as EventRow) },
  ]);
  expect(disk.kept).toEqual({ seq: 2, hash: await hashOf(disk.rows[1] as EventRow) });
});

test('a full disk uses up no number', async () => {
  await append();
  disk.isFull = true;
  await expect(append()).rejects.toThrow('full');
  disk.isFull = false;
  await append();
  expect(seqs()).toEqual([1, 2]);
});

test('the head goes on counting although its events are gone', async () => {
  await append();
  await append();
  const last = disk.kept;
  disk.rows = [];
  await append();
  expect(seqs()).toEqual([3]);
  const opened = await openEvent(
    fromBase64Url(disk.rows[0]?.envelope as string) as Uint8Array,
    key.publicKey,
    verifySignature,
  );
  expect(opened.ok && opened.value).toMatchObject({ prev: last.hash });
});

test("if two events are made at once, one is signed again on the other's head", async () => {
  await Promise.all([append(), append(), append()]);
  expect(seqs()).toEqual([1, 2, 3]);
});

test('an event too large for the server is refused here and uses up no number', async () => {
  const opinion = '长'.repeat(1000);
  const items = Array.from({ length: 40 }, (_, i) => ({
    matter: 'M901',
    item: String(i),
    answer: 'fail' as const,
    finding: '长'.repeat(1000),
  }));
  const record = {
    startedAt: NOW,
    endedAt: NOW,
    outcome: 'guidance',
    correctBy: null,
    personPresent: '',
    opinion,
    items,
  };
  const large = {
    type: 'record-submitted',
    task: TASK,
    taskRev: 2,
    data: record,
  } as unknown as NewEvent<'record-submitted'>;
  expect(await appendEvent(disk, author, large)).toEqual({ ok: false, error: 'too-large' });
  await append();
  expect(seqs()).toEqual([1]);
});
