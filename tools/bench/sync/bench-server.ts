/** The real server over a store with work in it, and what a device knows of it. */
import { join } from 'node:path';
import { type KeySet, openKeySet } from '@liangma/shared/trust/key-set';
import { type County, fillCounty } from '@liangma/testing/county';
import { type RunningServer, startServer } from '@liangma/testing/server';
import { nodeSignatures } from '../../../sync-server/src/adapters/crypto/signatures.ts';

export interface BenchServer extends RunningServer {
  readonly county: County;
  readonly keys: KeySet;
  /** Path of the store if it is SQLite. */
  readonly file: string;
}

export async function openBenchServer(
  store: 'sqlite' | 'postgres',
  size: { readonly tasks: number; readonly devices: number; readonly sessions?: number },
): Promise<BenchServer> {
  let county: County | undefined;
  const server = await startServer(store, [], async (folder, databaseUrl) => {
    county = await fillCounty(folder, databaseUrl, size);
  });
  if (!county) throw new Error('the store was not filled');
  const file = await fetch(`${server.origin}/.well-known/liangma/keys`);
  const keys = await openKeySet(new Uint8Array(await file.arrayBuffer()), county.keys.root, nodeSignatures().verify);
  if (!keys.ok) throw new Error(`key set: ${keys.error}`);
  return { ...server, county, keys: keys.value, file: join(server.folder, 'data', 'liangma.sqlite') };
}
