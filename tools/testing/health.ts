/** Waits for a server process until it answers. */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

const ATTEMPTS = 600;
const BETWEEN = 50;

/** A server that is not listening yet refuses the connection, which is no error here. */
export async function isHealthy(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/api/health`)).ok;
  } catch {
    return false;
  }
}

/** Throws with the output of the process when it ends before, or does not answer within half a minute. */
export async function untilHealthy(child: ChildProcess, origin: string): Promise<void> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (child.exitCode !== null) throw new Error(`the server did not start:\n${output}`);
    if (await isHealthy(origin)) return;
    await pause(BETWEEN);
  }
  child.kill('SIGKILL');
  throw new Error(`the server did not answer:\n${output}`);
}
