/** A round of pushes against a server in a process of its own: events a second, and processor time for each. */

import { fromBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import type { EventDocument } from '@liangma/shared/protocol/documents';
import { receiptOpener } from '@liangma/shared/protocol/receipt';
import type { KeySet } from '@liangma/shared/trust/key-set';
import { nodeSignatures } from '../../../sync-server/src/adapters/crypto/signatures.ts';
import { type Answered, askAll, jsonIn } from './connections.ts';
import { type Push, ROWS_A_PUSH } from './day.ts';
import { cpuOf } from './processes.ts';

const CONNECTIONS = 8;
/** Every fiftieth receipt is verified, after the clock has stopped. */
const SAMPLE = 50;

export interface Cost {
  readonly perSecond: number;
  /** Microseconds of the server's process for each event or document. */
  readonly cpu: number;
}

export interface Server {
  readonly origin: string;
  readonly pid: number;
}

/** Every event has to come back accepted with its receipt; what browsers say they can decode is said here too. */
export async function pushRound(server: Server, cookie: string, pushes: readonly Push[], keys: KeySet): Promise<Cost> {
  const headers = { cookie, 'accept-encoding': 'gzip, deflate, br' };
  const answers: Answered[] = [];
  const asked = pushes.map(({ body }) => ({ method: 'POST', path: '/api/sync/events/push', headers, body }) as const);
  const cost = await costOf(server, pushes.length * ROWS_A_PUSH, () =>
    askAll(server.origin, asked, CONNECTIONS, (answer, i) => {
      answers[i] = answer;
    }),
  );
  for (const [i, push] of pushes.entries()) await checkReceipts(answers[i] as Answered, push, keys);
  return cost;
}

/** Runs the work; the clock of the machine and that of the process are read before and after. */
export async function costOf({ pid }: Pick<Server, 'pid'>, count: number, work: () => Promise<void>): Promise<Cost> {
  const [cpu, start] = [cpuOf(pid), performance.now()];
  await work();
  const seconds = (performance.now() - start) / 1000;
  return { perSecond: count / seconds, cpu: (cpuOf(pid) - cpu) / count };
}

async function checkReceipts(answer: Answered, { hashes }: Push, keys: KeySet): Promise<void> {
  if (answer.status !== 200) throw new Error(`push: ${answer.status} ${answer.bytes}`);
  const rows = jsonIn(answer) as Pick<EventDocument, 'sync'>[];
  const { verify, sha256 } = nodeSignatures();
  const open = receiptOpener(keys, verify, sha256);
  for (const [i, hash] of hashes.entries()) {
    const sync = rows[i]?.sync;
    if (sync?.state !== 'accepted') throw new Error(`an event was not accepted: ${JSON.stringify(sync)}`);
    if (i % SAMPLE !== 0) continue;
    const receipt = await open(fromBase64Url(sync.receipt) as Uint8Array);
    if (!receipt || toHex(receipt.hash) !== hash) throw new Error('a receipt does not verify');
  }
}
