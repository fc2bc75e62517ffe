/** `liangma serve | demo`: what an operator runs. */
import { parseArgs } from 'node:util';
import { StoreTooNew } from './adapters/sql/migrations.ts';
import { type Config, readConfig } from './config.ts';
import { ACCOUNTS } from './demo/accounts.ts';
import { makeDemo, serve } from './serve.ts';
import type { DemoSize } from './usecases/demo.ts';
import { openStore } from './wiring.ts';

const USAGE = `liangma serve [--demo small|county]   serve everything on PORT (8787)
liangma demo --size small|county      fill an empty store with the demo county
Environment: PORT, LIANGMA_DATA (.data), DATABASE_URL (PostgreSQL), LIANGMA_ORIGIN, LIANGMA_LOG, NODE_ENV`;

/** Exit codes: 0 done, 1 failed, 2 used wrongly. */
export async function run(argv: readonly string[], env: Record<string, string | undefined>): Promise<number> {
  const config = readConfig(env);
  if (!config.ok) return fail(config.error, 2);
  const options = readOptions(argv);
  if (!options) return fail(USAGE, 2);
  try {
    return options.command === 'demo'
      ? await demo(config.value, options.size)
      : await serveUntilStopped(config.value, options.size);
  } catch (error) {
    return fail(startError(error, config.value), 1);
  }
}

interface Options {
  readonly command: 'serve' | 'demo';
  readonly size: DemoSize;
}

function readOptions(argv: readonly string[]): Options | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { size: { type: 'string' }, demo: { type: 'string' } },
    });
    const [command = 'serve', ...rest] = positionals;
    const size = (command === 'demo' ? values.size : values.demo) ?? 'small';
    const known = (command === 'serve' || command === 'demo') && (size === 'small' || size === 'county');
    return known && rest.length === 0 ? { command, size } : undefined;
  } catch {
    return undefined;
  }
}

async function demo(config: Config, size: DemoSize): Promise<number> {
  if (config.production) return fail('NODE_ENV=production：不放入演示人员。 No demo people in production.', 1);
  const store = await openStore(config);
  try {
    const filled = await makeDemo(config, store, size);
    if (!filled) return fail('数据库已有内容，没有改动。 The store is not empty; nothing was changed.', 1);
    console.log(`演示数据已写入（${size}）。 The demo county is in place (${size}).`);
    return 0;
  } finally {
    await store.close();
  }
}

async function serveUntilStopped(config: Config, size: DemoSize): Promise<number> {
  const running = await serve(config, size);
  const at = config.origin.replace(/:0$/, `:${running.port}`);
  console.log(welcome(at, running));
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  console.log('正在停止：不再接受新请求，先完成已收下的。 Stopping …');
  await running.stop();
  return 0;
}

function welcome(at: string, { demo, store }: { demo: boolean; store: string }): string {
  const faces = [
    ['企业  enterprise', `${at}/c`],
    ['执法  field', `${at}/field`],
    ['办公  desk', `${at}/desk`],
    ['监督  supervision', `${at}/supervision`],
    ['接口  API', `${at}/api/openapi.json`],
  ].map(([name, address]) => `  ${name?.padEnd(18)} ${address}`);
  const people = ACCOUNTS.map(
    ({ account, actor }) => `  ${account.padEnd(14)} ${actor.name}  ${actor.roles.join(', ')}`,
  );
  const lines = [`亮码 Liangma  (${store})`, ...faces];
  if (demo)
    lines.push(
      '',
      '演示人员（虚构），密码均为 liangma-demo  Demo people (invented), password liangma-demo:',
      ...people,
    );
  return lines.join('\n');
}

function startError(error: unknown, config: Config): string {
  const { code, errcode, message } = error as { code?: string; errcode?: number; message?: string };
  if (error instanceof StoreTooNew)
    return '数据库由更新的版本写成，请升级程序。 The store was written by a newer version; please upgrade.';
  if (code === 'EADDRINUSE')
    return `端口 ${config.port} 已被占用，请用 PORT 换一个。 Port ${config.port} is taken; choose another with PORT.`;
  if (code === 'ENOSPC' || errcode === 13)
    return `磁盘已满：${config.dataFolder}。 The disk is full: ${config.dataFolder}.`;
  if (['EACCES', 'EROFS', 'EPERM', 'ENOENT', 'ENOTDIR'].includes(code ?? '') || errcode === 14 || errcode === 8) {
    return `数据文件夹不可写：${config.dataFolder}。 The data folder cannot be written: ${config.dataFolder}.`;
  }
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || /^(28|3D|08)/.test(code ?? '')) {
    return `连不上 DATABASE_URL 指定的数据库：${message}。 The database of DATABASE_URL cannot be reached: ${message}.`;
  }
  return `启动失败：${message}。 Could not start: ${message}.`;
}

function fail(line: string, exitCode: number): number {
  console.error(line);
  return exitCode;
}
