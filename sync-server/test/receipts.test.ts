/** Receipts over the API: under how many signatures, in which form for which client, and that they are the same again. */
import { fromBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { HOUR } from '@liangma/shared/kernel/instant';
import { isSignedTogether, receiptOpener } from '@liangma/shared/protocol/receipt';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '@liangma/shared/protocol/version';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { aDevice, pushBody, type TestDevice } from '@liangma/testing/device';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256, verifySignature } from '../../shared/test/keys.ts';
import { createApp } from '../src/app.ts';
import type { Deps } from '../src/deps.ts';
import { issueTask } from './application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from './harness.ts';

let server: TestServer;
let [inspector, supervisor] = [] as unknown as [Client, Client];
let task: IssuedTask;
beforeAll(async () => {
  server = await startServer();
  const [clerk, head] = await Promise.all([server.as('lichunmei'), server.as('mayongcheng')]);
  [inspector, supervisor] = [await server.as('wangjianguo'), await server.as('zhangwei')];
  task = await issueTask(clerk, head, { window: { from: NINE_O_CLOCK - HOUR, to: NINE_O_CLOCK + 5 * HOUR } });
});
afterAll(() => server.stop());

interface Row {
  readonly id: string;
  readonly envelope?: string;
  readonly sync: { readonly state: string; readonly receipt: string };
}

/** So many times the code was shown, by a device of the officer that is new. */
async function shown(times: number): Promise<{ device: TestDevice; rows: Record<string, unknown>[] }> {
  const device = aDevice();
  await inspector.post('/api/devices', { publicKey: device.publicKey });
  const rows: Record<string, unknown>[] = [];
  for (let i = 0; i < times; i++) rows.push(await device.event('code-shown', task.id, {}, NINE_O_CLOCK + i));
  return { device, rows };
}

async function push(rows: Record<string, unknown>[], version?: number): Promise<Row[]> {
  const headers: Record<string, string> = version === undefined ? {} : { [PROTOCOL_HEADER]: String(version) };
  const { status, body } = await inspector.post('/api/sync/events/push', pushBody(...rows), headers);
  expect(status).toBe(200);
  return body;
}

async function pull({ id }: TestDevice, version: number): Promise<Row[]> {
  const path = `/api/sync/events/pull?device=${id}`;
  return (await inspector.get(path, { [PROTOCOL_HEADER]: String(version) })).body.documents;
}

const bytesOf = ({ sync }: Row): Uint8Array => fromBase64Url(sync.receipt) as Uint8Array;
const together = (rows: readonly Row[]) => rows.map((row) => isSignedTogether(bytesOf(row)));
const signatures = (rows: readonly Row[]) => rows.map(({ sync }) => sync.receipt);

/** What the receipts say; each holds for its envelope. */
async function words(answered: readonly Row[], sent: readonly Record<string, unknown>[]) {
  const open = receiptOpener((await server.deps.trust.opened()).keys, verifySignature, sha256);
  const opened = await Promise.all(answered.map((row) => open(bytesOf(row))));
  const hashes = await Promise.all(sent.map((row) => sha256(fromBase64Url(row.envelope as string) as Uint8Array)));
  expect(opened.map((receipt) => receipt && toHex(receipt.hash))).toEqual(hashes.map(toHex));
  return opened;
}

test('[SYNC-1] events of a push stand under one signature, and come back with nothing but what became of them', async () => {
  const { device, rows } = await shown(5);
  const answer = await push(rows, PROTOCOL_VERSION);
  expect(answer.map((row) => Object.keys(row))).toEqual(rows.map(() => ['id', 'sync']));
  expect(answer.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  expect(together(answer)).toEqual(rows.map(() => true));
  await words(answer, rows);
  expect(await push(rows, PROTOCOL_VERSION)).toEqual(answer);
  expect(await push([rows[3] ?? {}], PROTOCOL_VERSION)).toEqual([answer[3]]);
  expect(signatures(await pull(device, PROTOCOL_VERSION))).toEqual(signatures(answer));
});

test('the same event twice in one push has the one receipt', async () => {
  const { rows } = await shown(2);
  const [first, second, again] = await push([...rows, rows[0] ?? {}]);
  expect(again).toEqual(first);
  await words([first, second] as Row[], rows);
});

test.each([2, 3])('a client of version %i is given whole rows, and receipts it can read', async (version) => {
  const { device, rows } = await shown(3);
  const answer = await push(rows, version);
  expect(answer.map(({ sync: _, ...row }) => row)).toEqual(rows.map(({ sync: _, ...row }) => row));
  expect(together(answer)).toEqual([false, false, false]);
  await words(answer, rows);
  // What was given once stays, also when the client is newer.
  expect(signatures(await push(rows, PROTOCOL_VERSION))).toEqual(signatures(answer));
  expect(signatures(await pull(device, PROTOCOL_VERSION))).toEqual(signatures(answer));
});

test('of what was signed together an older client is told the same, under a signature of its own', async () => {
  const { device, rows } = await shown(3);
  const newer = await push(rows, PROTOCOL_VERSION);
  for (const older of [await push(rows, 3), await pull(device, 3)]) {
    expect(together(older)).toEqual([false, false, false]);
    expect(await words(older, rows)).toEqual(await words(newer, rows));
  }
  expect(signatures(await push(rows, PROTOCOL_VERSION))).toEqual(signatures(newer));
});

test('so is a page of supervision that does not state its version', async () => {
  const { rows } = await shown(2);
  const answer = await push(rows, PROTOCOL_VERSION);
  const kept = signatures(answer);
  const given = async (headers: Record<string, string>): Promise<string[]> => {
    const { steps } = (await supervisor.get(`/api/tasks/${task.id}/trace`, headers)).body;
    return steps.flatMap(({ receipt }: { receipt: string | null }) => receipt ?? []);
  };
  expect(await given({ [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) })).toEqual(expect.arrayContaining(kept));
  const older = await given({});
  expect(older.some((receipt) => isSignedTogether(fromBase64Url(receipt) as Uint8Array))).toBe(false);
});

test('a receipt is given for what is committed alone: where signing fails, nothing is kept', async () => {
  const sign = (): never => {
    throw new Error('broken on purpose');
  };
  const keys: Deps['keys'] = { ...server.deps.keys, signerFor: sign };
  const browser = aDevice();
  const headers = { 'content-type': 'application/json', 'x-liangma-device-key': browser.publicKey };
  const answer = { code: task.code, verdict: 'genuine', channel: 'link' };
  const scan = await browser.event('scan', task.id, answer, NINE_O_CLOCK);
  const init = { method: 'POST', headers, body: JSON.stringify(pushBody(scan)) };
  expect((await createApp({ ...server.deps, keys }).request('/api/sync/events/push', init)).status).toBe(500);
  expect(await server.deps.store.read((tx) => tx.event(scan.id as string))).toBeUndefined();
});
