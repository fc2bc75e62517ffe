/** `liangma demo`: an invented county for an empty store. */
import { parseArgs } from 'node:util';
import { checkKeysOfStore } from '../adapters/keys/store-keys.ts';
import type { Config } from '../config.ts';
import type { DemoSize } from '../demo/fill-demo.ts';
import { makeDemo } from '../serve.ts';
import { openStore } from '../wiring.ts';
import { type Command, fail } from './command.ts';

export const demoCommand: Command = {
  usage: 'liangma demo --size small|county      fill an empty store with the demo county',
  async run(args, config) {
    const size = readSize(args);
    return isDemoSize(size) ? fill(config, size) : fail(demoCommand.usage, 2);
  },
};

export const isDemoSize = (size: string | undefined): size is DemoSize => size === 'small' || size === 'county';

function readSize(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { size: { type: 'string', default: 'small' } } }).values.size;
  } catch {
    return undefined;
  }
}

async function fill(config: Config, size: DemoSize): Promise<number> {
  if (config.production) return fail('NODE_ENV=production：不放入演示人员。 No demo people in production.', 1);
  const store = await openStore(config);
  try {
    await checkKeysOfStore(config.dataFolder, store);
    const filled = await makeDemo(config, store, size);
    if (!filled) return fail('数据库已有内容，没有改动。 The store is not empty; nothing was changed.', 1);
    console.log(`演示数据已写入（${size}）。 The demo county is in place (${size}).`);
    return 0;
  } finally {
    await store.close();
  }
}
