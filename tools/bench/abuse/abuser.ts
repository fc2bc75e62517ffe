/** Starts the abusive client beside this process and ends it. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { constants, getPriority, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { bestEffort } from '@liangma/testing/best-effort';
import type { KnownTask } from './bodies.ts';
import type { Flood } from './flood.ts';

export interface Orders {
  readonly origin: string;
  readonly seconds: number;
  readonly task: KnownTask;
  /** A session of the officer, for the event streams alone. */
  readonly cookie: string;
}

export interface Abuser {
  readonly report: Promise<Flood>;
  stop(): void;
}

/**
 * Gives the client a lower priority than the server, because it stands in for a machine of its own: its own work must not
 * take the server's processor.
 */
export async function startAbuser(orders: Orders): Promise<Abuser> {
  const child = fork(fileURLToPath(new URL('./abuser-process.ts', import.meta.url)));
  const { pid } = child;
  if (pid !== undefined) setPriority(pid, Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL));
  await messageOf(child);
  child.send(orders);
  return { report: messageOf(child) as Promise<Flood>, stop: () => void child.kill('SIGKILL') };
}

/** Returns the next message: first that the client is ready, then its report. */
async function messageOf(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the abusive client ended early: ${code}`);
  });
  void bestEffort(ended, 'the race reports it; after the race it may end as it likes');
  const [message] = await Promise.race([once(child, 'message'), ended]);
  return message;
}
