/** `npm run bench sync`: what the server and the devices' exchange with it are worth, beside what lies underneath. */
import { benchDevice } from './sync/device.ts';
import { benchGrowth } from './sync/growth.ts';
import type { SyncOptions } from './sync/options.ts';
import { benchPeers } from './sync/peers.ts';
import { benchServer } from './sync/server.ts';
import { benchStreams } from './sync/streams.ts';

const PARTS = {
  server: benchServer,
  device: benchDevice,
  streams: benchStreams,
  growth: benchGrowth,
  peers: benchPeers,
} as const;

export async function benchSync({ parts, n }: SyncOptions): Promise<void> {
  for (const part of parts) await PARTS[part](n);
}
