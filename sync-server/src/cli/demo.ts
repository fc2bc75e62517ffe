/** `liangma demo`: an invented county for an empty store. */
import { parseArgs } from 'node:util';
import type { Config } from '../config.ts';
import type { DemoSize } from '../demo/fill-demo.ts';
import { type Command, fail } from './command.ts';
import { USAGE } from './usage.ts';

export const demoCommand: Command = async (args, config) => {
  const size = readSize(args);
  return isDemoSize(size) ? fill(config, size) : fail(USAGE.demo, 2);
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
  const [{ openStore }, { checkKeysOfStore }, { makeDemo }] = await Promise.all([
    import('../open-store.ts'),
    import('../adapters/keys/store-keys.ts'),
    import('../serve.ts'),
  ]);
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
