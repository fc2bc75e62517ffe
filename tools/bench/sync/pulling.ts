/** Pulling everything that an officer's device is to hold, page by page, by a few devices at once. */
import { Agent } from 'node:http';
import type { Checkpoint, PullReply } from '@liangma/shared/protocol/documents';
import { ask, jsonIn } from './connections.ts';
import { type Cost, costOf, type Server } from './pushing.ts';

const DEVICES = 4;
export const PAGE = 1000;

/** A page's documents are counted by its length; parsing is the device's work and stays outside of a round. */
export async function pullRound(
  server: Server,
  cookie: string,
  checkpoints: readonly Checkpoint[],
  encoding: 'identity' | 'gzip, deflate, br',
): Promise<Cost> {
  const headers = { cookie, 'accept-encoding': encoding };
  const paths = checkpoints.map((from) => pathOf(from, PAGE));
  return costOf(server, DEVICES * PAGE * checkpoints.length, async () => {
    await Promise.all(
      Array.from({ length: DEVICES }, async (_, device) => {
        const agent = new Agent({ keepAlive: true, maxSockets: 1, localAddress: `127.0.2.${device + 1}` });
        for (const path of paths) {
          const { status } = await ask(server.origin, { method: 'GET', path, headers }, agent);
          if (status !== 200) throw new Error(`pull: ${status}`);
        }
        agent.destroy();
      }),
    );
  });
}

export const pathOf = (from: Checkpoint, limit: number): string =>
  `/api/sync/tasks/pull?limit=${limit}&checkpoint=${encodeURIComponent(JSON.stringify(from))}`;

export interface Pages {
  /** Checkpoint before each full page. */
  readonly starts: readonly Checkpoint[];
  /** The bytes of the first. */
  readonly first: Buffer;
  /** After all of them. */
  readonly last: Checkpoint;
}

export async function pagesOf(origin: string, cookie: string): Promise<Pages> {
  const agent = new Agent({ keepAlive: true });
  const starts: Checkpoint[] = [];
  let first: Buffer | undefined;
  let last: Checkpoint = {};
  for (let from: Checkpoint = {}; ; ) {
    const answer = await ask(origin, { method: 'GET', path: pathOf(from, PAGE), headers: { cookie } }, agent);
    const reply = jsonIn(answer) as PullReply<unknown>;
    last = reply.checkpoint;
    if (reply.documents.length < PAGE) break;
    first ??= answer.bytes;
    starts.push(from);
    from = last;
  }
  agent.destroy();
  if (!first) throw new Error('there is no full page to pull');
  return { starts, first, last };
}

/** All that the officer's device is to hold, as it comes. */
export async function documentsOf(origin: string, cookie: string): Promise<{ readonly id: string }[]> {
  const agent = new Agent({ keepAlive: true });
  const documents: { readonly id: string }[] = [];
  for (let from: Checkpoint = {}; ; ) {
    const answer = await ask(origin, { method: 'GET', path: pathOf(from, PAGE), headers: { cookie } }, agent);
    const reply = jsonIn(answer) as PullReply<{ readonly id: string }>;
    documents.push(...reply.documents);
    if (reply.documents.length < PAGE) break;
    from = reply.checkpoint;
  }
  agent.destroy();
  return documents;
}
