/** `npm run bench sync`: what the server and the devices' exchange with it are worth, beside what lies underneath. */
import { benchGrowth } from './sync/growth.ts';
import { readOptions } from './sync/options.ts';
import { benchPeers } from './sync/peers.ts';
import { benchServer } from './sync/server.ts';
import { benchStreams } from './sync/streams.ts';

const PARTS = { server: benchServer, streams: benchStreams, growth: benchGrowth, peers: benchPeers } as const;

export async function benchSync(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (typeof options === 'string') throw new Error(options);
  for (const part of options.parts) await PARTS[part](options.n);
}
