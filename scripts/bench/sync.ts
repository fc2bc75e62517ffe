/** `npm run bench sync`: what the server and the devices' exchange with it are worth, beside what lies underneath. */
import { readOptions } from './sync/options.ts';
import { benchServer } from './sync/server.ts';

const PARTS = { server: benchServer } as const;

export async function benchSync(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (typeof options === 'string') throw new Error(options);
  for (const part of options.parts) await PARTS[part](options.n);
}
