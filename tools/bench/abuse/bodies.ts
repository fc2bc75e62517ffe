/** Bodies of pushes that a stranger can make without limit: each batch is of a fresh key, every event is really signed. */
import { DEVICE_KEY_HEADER } from '@liangma/shared/protocol/documents';
import { aDevice, pushBody, type TestDevice } from '@liangma/testing/device';
import type { Asked } from '../sync/connections.ts';

/** A task that the server knows, with its genuine code. */
export interface KnownTask {
  readonly id: string;
  readonly code: string;
}

type Row = Record<string, unknown>;

const UNKNOWN_TASK = '019ab3a0-9999-7abc-8def-0123456789ab';
/** Rows of one batch of junk: as many as a gap batch, so that neither kind uses up the allowance of rows alone. */
const JUNK_ROWS = 20;
/** Numbers 2 to 21: as many events as may wait for one key (SYNC-22, `strangerWaiting`). */
const LAST_IN_GAP = 21;
/** Rows of 63 kB in base64url, 47 kB in bytes, in a body just below 1 MB. */
const BIG_ROWS = 15;
const PADDING = 'x'.repeat(47_000);

export async function junk(): Promise<Asked[]> {
  const phone = aDevice();
  const rows: Row[] = [];
  for (let i = 0; i < JUNK_ROWS; i++) {
    rows.push(await phone.event('refusal', UNKNOWN_TASK, { code: 'x', ground: 'other', note: '' }, Date.now()));
  }
  return [pushOf(phone, rows)];
}

/** Events 2 to 21 first, which have to wait, then event 1, with which the server has to judge all of them. */
export async function gaps({ id, code }: KnownTask): Promise<Asked[]> {
  const phone = aDevice();
  const scan = () => phone.event('scan', id, { code, verdict: 'genuine', channel: 'link' }, Date.now());
  const first = await scan();
  const rows: Row[] = [];
  for (let seq = 2; seq <= LAST_IN_GAP; seq++) rows.push(await scan());
  return [pushOf(phone, rows), pushOf(phone, [first])];
}

/** The schema passes these rows, so that the server opens them whole; their codes are then refused. */
export async function bigRefusedRows({ id }: KnownTask): Promise<Asked[]> {
  const phone = aDevice();
  const data = { code: 'x', verdict: 'genuine', channel: 'link', padding: PADDING };
  const rows: Row[] = [];
  for (let i = 0; i < BIG_ROWS; i++) rows.push(await phone.event('scan', id, data, Date.now()));
  return [pushOf(phone, rows)];
}

const pushOf = (phone: TestDevice, rows: Row[]): Asked => ({
  method: 'POST',
  path: '/api/sync/events/push',
  headers: { [DEVICE_KEY_HEADER]: phone.publicKey },
  body: Buffer.from(JSON.stringify(pushBody(...rows))),
});
