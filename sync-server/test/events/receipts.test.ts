/** Receipts over the API: under how many signatures, and that they are the same again. */

import { fromBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { decodeCbor } from '@liangma/shared/kernel/cbor';
import { HOUR } from '@liangma/shared/kernel/instant';
import { receiptOpener } from '@liangma/shared/protocol/receipt';
import type { IssuedTask } from '@liangma/shared/tasks/task';
import { aDevice, pushBody, type TestDevice } from '@liangma/testing/device';
import { storedEvent } from '@liangma/testing/stored-events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256, verifySignature } from '../../../shared/test/keys.ts';
import { createApp } from '../../src/app.ts';
import type { Deps } from '../../src/deps.ts';
import { issueTask } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';

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

async function push(rows: Record<string, unknown>[]): Promise<Row[]> {
  const { status, body } = await inspector.post('/api/sync/events/push', pushBody(...rows));
  expect(status).toBe(200);
  return body;
}

const pull = async ({ id }: TestDevice): Promise<Row[]> =>
  (await inspector.get(`/api/sync/events/pull?device=${id}`)).body.documents;

const bytesOf = ({ sync }: Row): Uint8Array => fromBase64Url(sync.receipt) as Uint8Array;
const signatures = (rows: readonly Row[]) => rows.map(({ sync }) => sync.receipt);

/** Returns the words of receipts, after a check that each holds for its envelope. */
async function words(answered: readonly Row[], sent: readonly Record<string, unknown>[]) {
  const open = receiptOpener((await server.deps.trust.opened()).keys, verifySignature, sha256);
  const opened = await Promise.all(answered.map((row) => open(bytesOf(row))));
  const hashes = await Promise.all(sent.map((row) => sha256(fromBase64Url(row.envelope as string) as Uint8Array)));
  expect(opened.map((receipt) => receipt && toHex(receipt.hash))).toEqual(hashes.map(toHex));
  return opened;
}

/** Signed heads of the receipts, each once. */
const heads = (rows: readonly Row[]): Set<string> =>
  new Set(
    rows.map((row) => {
      const parts = decodeCbor(bytesOf(row));
      const [head] = (parts.ok ? parts.value : []) as Uint8Array[];
      return toHex(head as Uint8Array);
    }),
  );

test('[SYNC-1] one signature covers the receipts of a push, and rows come back with their outcome only', async () => {
  const { device, rows } = await shown(5);
  const answer = await push(rows);
  expect(answer.map((row) => Object.keys(row))).toEqual(rows.map(() => ['id', 'sync']));
  expect(answer.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  expect(heads(answer).size).toBe(1);
  await words(answer, rows);
  expect(await push(rows)).toEqual(answer);
  expect(await push([rows[3] ?? {}])).toEqual([answer[3]]);
  expect(signatures(await pull(device))).toEqual(signatures(answer));
});

test('the trace shows the receipts that the devices hold', async () => {
  const { rows } = await shown(2);
  const kept = signatures(await push(rows));
  const { steps } = (await supervisor.get(`/api/tasks/${task.id}/trace`)).body;
  const given = steps.flatMap(({ receipt }: { receipt: string | null }) => receipt ?? []);
  expect(given).toEqual(expect.arrayContaining(kept));
});

test('an event sent twice in one push has one receipt', async () => {
  const { rows } = await shown(2);
  const [first, second, again] = await push([...rows, rows[0] ?? {}]);
  expect(again).toEqual(first);
  await words([first, second] as Row[], rows);
});

test('only committed events get receipts: if signing fails, nothing is stored', async () => {
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
  expect(await server.deps.store.read((tx) => storedEvent(tx, scan.id as string))).toBeUndefined();
});
