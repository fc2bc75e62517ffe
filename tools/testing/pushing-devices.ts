/**
 * Devices that send signed events all the time, as the app does: in the order of their chain, what was not answered once more
 * as it is, and nothing forgotten before a receipt is there. They write down every receipt that they were given.
 */

import { createHash, randomBytes } from 'node:crypto';
import { toBase64Url } from '@liangma/shared/kernel/bytes';
import { uuidV7 } from '@liangma/shared/kernel/ids';
import { sealEvent } from '@liangma/shared/protocol/envelope';
import { bestEffort } from './best-effort.ts';
import type { County, EnrolledDevice } from './county.ts';
import { pause } from './server-process.ts';

interface Row {
  readonly id: string;
  readonly seq: number;
  readonly sync: { readonly state: string; readonly receipt?: string };
}

export interface Acknowledged {
  readonly device: string;
  readonly id: string;
  readonly seq: number;
  readonly receipt: string;
}

export interface Phones {
  readonly acknowledged: readonly Acknowledged[];
  /** Signed so far, also what is still to be answered. */
  made(): number;
  /** Count of requests without an answer, and of each answer that is an error. */
  readonly troubles: ReadonlyMap<string, number>;
  /** Resolves when so many more were acknowledged. */
  more(count: number): Promise<void>;
  /** Nothing new is made; resolves when all that was made is acknowledged. */
  finish(): Promise<void>;
}

const ROWS_A_PUSH = 5;
const PAUSE = 40;
const PATIENCE = 10_000;

/** `origins` are asked in turn. */
export function startPhones(county: County, origins: () => readonly string[]): Phones {
  const acknowledged: Acknowledged[] = [];
  const troubles = new Map<string, number>();
  let made = 0;
  let over = false;
  let turn = 0;
  const ask = async (body: string): Promise<Row[] | undefined> => {
    const all = origins();
    const origin = all[turn++ % all.length] as string;
    try {
      const response = await fetch(`${origin}/api/sync/events/push`, {
        method: 'POST',
        body,
        signal: AbortSignal.timeout(PATIENCE),
        headers: { cookie: county.cookie, 'content-type': 'application/json' },
      });
      if (response.ok) return (await response.json()) as Row[];
      tell(String(response.status));
    } catch {
      tell('no answer');
    }
    return undefined;
  };
  const tell = (what: string): void => {
    troubles.set(what, (troubles.get(what) ?? 0) + 1);
  };
  const run = async (device: EnrolledDevice): Promise<void> => {
    const sign = signing(device, county);
    while (!over) {
      const rows = await Promise.all(Array.from({ length: ROWS_A_PUSH }, sign));
      made += rows.length;
      const body = JSON.stringify(rows.map((newDocumentState) => ({ newDocumentState })));
      let answer = await ask(body);
      while (!answer) {
        await pause(PAUSE * (1 + Math.random()));
        answer = await ask(body);
      }
      for (const { id, seq, sync } of answer) {
        if (sync.state !== 'accepted' || !sync.receipt) throw new Error(`not accepted: ${JSON.stringify(sync)}`);
        acknowledged.push({ device: device.id, id, seq, receipt: sync.receipt });
      }
      await pause(PAUSE * Math.random());
    }
  };
  const running = Promise.all(county.devices.map(run));
  void bestEffort(running, '`more` and `finish` throw what a device threw');
  return {
    acknowledged,
    troubles,
    made: () => made,
    more: async (count) => {
      const until = acknowledged.length + count;
      while (acknowledged.length < until) await Promise.race([pause(10), running]);
    },
    finish: async () => {
      over = true;
      await running;
    },
  };
}

/** Signs one event after another: the code of some task was shown. */
export function signing(device: EnrolledDevice, { tasks }: County): () => Promise<Record<string, unknown>> {
  let [seq, last] = [0, Promise.resolve('')];
  return async () => {
    const number = ++seq;
    const before = last;
    let done = (_hash: string): void => undefined;
    last = new Promise((resolve) => {
      done = resolve;
    });
    const task = tasks[number % tasks.length] as County['tasks'][number];
    const at = Date.now();
    const columns = {
      id: uuidV7(at, randomBytes(10)),
      device: device.id,
      seq: number,
      type: 'code-shown' as const,
      task: task.id,
      at,
    };
    const event = { ...columns, prev: await before, taskRev: task.rev, data: {} };
    const envelope = await sealEvent(device.signer, event);
    done(createHash('sha256').update(envelope).digest('hex'));
    return { ...columns, envelope: toBase64Url(envelope), sync: { state: 'pending' } };
  };
}
