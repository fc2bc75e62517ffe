/** `liangma serve`: everything on one port, until it is told to stop. */
import { parseArgs } from 'node:util';
import { isSecureOrigin } from '@liangma/shared/access/installation';
import type { Config } from '../config.ts';
import { ACCOUNTS } from '../demo/accounts.ts';
import type { DemoSize } from '../demo/fill-demo.ts';
import { isLoopback } from '../http/loopback.ts';
import type { Running } from '../serve.ts';
import { type Command, fail } from './command.ts';
import { isDemoSize } from './demo.ts';
import { USAGE } from './usage.ts';

export const serveCommand: Command = async (args, config) => {
  const { demo: size, 'new-keys': newKeys = false } = readOptions(args) ?? {};
  if (!isDemoSize(size)) return fail(USAGE.serve, 2);
  if (config.production && config.isOriginGiven && !isSecureOrigin(config.origin)) return fail(needsHttps(config), 2);
  return serveUntilStopped(config, size, newKeys);
};

const needsHttps = ({ origin }: Config): string =>
  `正式运行（NODE_ENV=production）须用 https 地址，请设置 LIANGMA_ORIGIN，现在是 ${origin}。 In production LIANGMA_ORIGIN must be an https address, not ${origin}.`;

function readOptions(args: readonly string[]): { demo?: string; 'new-keys'?: boolean } | undefined {
  const options = { demo: { type: 'string', default: 'small' }, 'new-keys': { type: 'boolean' } } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch {
    return undefined;
  }
}

async function serveUntilStopped(config: Config, size: DemoSize, newKeys: boolean): Promise<number> {
  // Only the process's own account may read its files: the store holds hashes of passwords and evaluations.
  process.umask(0o077);
  const { serve } = await import('../serve.ts');
  const running = await serve(config, size, { newKeys });
  const at = running.origin.replace(/:0$/, `:${running.port}`);
  console.log(running.setupToken ? sayFirst(at, running.setupToken) : welcome(at, running, config.host));
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  console.log('正在停止：不再接受新请求，先完成已收下的。 Stopping …');
  await running.stop();
  return 0;
}

/** The one thing to do with an empty store. */
const sayFirst = (at: string, token: string): string =>
  [
    '亮码 Liangma',
    '系统还没有初始化。请在浏览器打开下面的地址，或另开一个窗口运行 liangma setup。',
    'Not set up yet. Open this address in a browser, or run liangma setup in another shell.',
    '',
    `  ${at}/setup#${token}`,
    '',
    `  一次性口令 One-time token: ${token}`,
  ].join('\n');

function welcome(at: string, { demo, store }: Pick<Running, 'demo' | 'store'>, host: string): string {
  const faces = [
    ['企业  enterprise', `${at}/c`],
    ['执法  field', `${at}/field`],
    ['办公  desk', `${at}/desk`],
    ['监督  supervision', `${at}/supervision`],
    ['自助机  kiosk', `${at}/kiosk`],
    ['接口  API', `${at}/api/openapi.json`],
  ].map(([name, address]) => `  ${name?.padEnd(18)} ${address}`);
  const people = ACCOUNTS.map(
    ({ account, actor }) => `  ${account.padEnd(14)} ${actor.name}  ${actor.posts.map(({ role }) => role).join(', ')}`,
  );
  const lines = [`亮码 Liangma  (${store})`, ...faces];
  if (isLoopback(host))
    lines.push(
      '',
      '仅本机可访问；供其他设备访问须设置 LIANGMA_HOST。 For this machine only; LIANGMA_HOST opens it to others.',
    );
  if (demo)
    lines.push(
      '',
      '演示人员（虚构），密码均为 liangma-demo  Demo people (invented), password liangma-demo:',
      ...people,
    );
  return lines.join('\n');
}
