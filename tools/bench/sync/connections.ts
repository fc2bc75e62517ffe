/**
 * Requests over a few connections that stay open. Each has a loopback address of its own, as phones have: the server
 * counts requests by address.
 */
import { Agent, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

export interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: Buffer;
}

export interface Answered {
  readonly status: number;
  readonly bytes: Buffer;
}

/** Asks all of it, `atOnce` at a time, and hands each answer over as it comes. */
export async function askAll(
  origin: string,
  asked: readonly Asked[],
  atOnce: number,
  answered: (answer: Answered, index: number) => void,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async (_, connection) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1, localAddress: `127.0.1.${connection + 1}` });
      for (let i = next++; i < asked.length; i = next++) answered(await ask(origin, asked[i] as Asked, agent), i);
      agent.destroy();
    }),
  );
}

export function ask(origin: string, { method, path, headers, body }: Asked, agent: Agent): Promise<Answered> {
  const { port } = new URL(origin);
  const sent = { ...headers, ...(body ? { 'content-type': 'application/json', 'content-length': body.length } : {}) };
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, method, path, agent, headers: sent }, (response) => {
      const status = response.statusCode ?? 0;
      buffer(response).then((bytes) => resolve({ status, bytes }), reject);
    })
      .on('error', reject)
      .end(body);
  });
}

export const jsonIn = ({ bytes }: Answered): unknown =>
  JSON.parse((bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString());
