/** Measures what others notice: asks `/api/health` and pushes at even intervals, from an address of their own. */
import { Agent } from 'node:http';
import type { PushAnswer } from '@liangma/shared/protocol/documents';
import { type Asked, ask, jsonIn } from '../sync/connections.ts';

/** Ten pushes a second are what one address may send for ever (`rateLimit` of the push route). */
export const PROBES_A_SECOND = 10;
const ADDRESS = '127.0.0.2';

export interface Latencies {
  /** Milliseconds from sending to the last byte of the answer, or to the failure. */
  readonly health: readonly number[];
  readonly push: readonly number[];
  /** A reason for each request without the answer it should get: a status, the states of its events, or an error. */
  readonly failures: readonly string[];
}

/** Sends one push and one question for each body, on time, whether or not the earlier ones are answered. */
export async function probe(origin: string, cookie: string, bodies: readonly Buffer[]): Promise<Latencies> {
  const agent = new Agent({ keepAlive: true, localAddress: ADDRESS });
  const [health, push]: [number[], number[]] = [[], []];
  const failures: string[] = [];
  const every = 1000 / PROBES_A_SECOND;
  const start = performance.now() + every;
  const timed = async (due: number, asked: Asked, into: number[], troubleIn: (bytes: Buffer) => string) => {
    await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
    const began = performance.now();
    const failure = await ask(origin, asked, agent).then(
      ({ status, bytes }) => (status === 200 ? troubleIn(bytes) : `${asked.path} ${status}`),
      (error: NodeJS.ErrnoException) => `${asked.path} ${error.code ?? error.message}`,
    );
    into.push(performance.now() - began);
    if (failure) failures.push(failure);
  };
  await Promise.all(
    bodies.flatMap((body, i) => [
      timed(start + i * every, { method: 'GET', path: '/api/health' }, health, () => ''),
      timed(start + (i + 0.5) * every, pushOf(cookie, body), push, statesOf),
    ]),
  );
  agent.destroy();
  return { health, push, failures };
}

const pushOf = (cookie: string, body: Buffer): Asked => ({
  method: 'POST',
  path: '/api/sync/events/push',
  headers: { cookie, 'accept-encoding': 'identity' },
  body,
});

/** Names the states of events other than `accepted`; empty if there are none. */
const statesOf = (bytes: Buffer): string =>
  (jsonIn({ status: 200, bytes }) as PushAnswer)
    .flatMap(({ sync }) => (sync.state === 'accepted' ? [] : [sync.state]))
    .join(' ');
