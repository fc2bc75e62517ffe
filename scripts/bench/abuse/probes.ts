/** What others notice: `/api/health` and an officer's push, asked at even intervals from an address of their own. */
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
  /** Requests without the answer they should get. */
  readonly failed: number;
}

/** Sends one push and one question for each body, on time, whether or not the earlier ones are answered. */
export async function probe(origin: string, cookie: string, bodies: readonly Buffer[]): Promise<Latencies> {
  const agent = new Agent({ keepAlive: true, localAddress: ADDRESS });
  const [health, push]: [number[], number[]] = [[], []];
  let failed = 0;
  const every = 1000 / PROBES_A_SECOND;
  const start = performance.now() + every;
  const timed = async (due: number, asked: Asked, into: number[], isGood: (bytes: Buffer) => boolean) => {
    await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
    const began = performance.now();
    const good = await ask(origin, asked, agent).then(
      ({ status, bytes }) => status === 200 && isGood(bytes),
      () => false,
    );
    into.push(performance.now() - began);
    if (!good) failed += 1;
  };
  await Promise.all(
    bodies.flatMap((body, i) => [
      timed(start + i * every, { method: 'GET', path: '/api/health' }, health, () => true),
      timed(start + (i + 0.5) * every, pushOf(cookie, body), push, isAccepted),
    ]),
  );
  agent.destroy();
  return { health, push, failed };
}

const pushOf = (cookie: string, body: Buffer): Asked => ({
  method: 'POST',
  path: '/api/sync/events/push',
  headers: { cookie, 'accept-encoding': 'identity' },
  body,
});

const isAccepted = (bytes: Buffer): boolean =>
  (jsonIn({ status: 200, bytes }) as PushAnswer).every(({ sync }) => sync.state === 'accepted');
