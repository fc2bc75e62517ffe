/** `liangma`: the operator's program. Without a command it serves. Each command loads its own modules when it runs. */
import { readFileSync } from 'node:fs';
import { type Command, fail } from './cli/command.ts';
import { EXIT, type ExitCode } from './cli/exit.ts';
import { readConfig } from './config.ts';

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./cli/serve.ts')).serveCommand,
  demo: async () => (await import('./cli/demo.ts')).demoCommand,
  backup: async () => (await import('./cli/backup.ts')).backupCommand,
  restore: async () => (await import('./cli/backup.ts')).restoreCommand,
  enterprises: async () => (await import('./cli/enterprises.ts')).enterprisesCommand,
  keys: async () => (await import('./cli/keys.ts')).keysCommand,
  code: async () => (await import('./cli/code.ts')).codeCommand,
};

const ENVIRONMENT = `环境变量
Environment: LIANGMA_HOST (127.0.0.1), PORT, LIANGMA_DATA (.data), DATABASE_URL (PostgreSQL), LIANGMA_ORIGIN, LIANGMA_LOG, NODE_ENV,
  LIANGMA_SUITE (eddsa), LIANGMA_KEY_PASSPHRASE or LIANGMA_KEY_PASSPHRASE_FILE
退出码 exit codes: 0 完成 done (code verify: genuine), 1 refuse, 2 unsure, 64 用法或环境有误 used wrongly, 70 未完成 not done`;

async function usage(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  return [...commands.map((command) => command.usage), ENVIRONMENT].join('\n');
}

const asksFor = (argv: readonly string[], ...flags: readonly string[]): boolean =>
  argv.some((arg) => flags.includes(arg));

/** Exit codes: `cli/exit.ts`. */
export async function run(argv: readonly string[], env: Record<string, string | undefined>): Promise<ExitCode> {
  const [first = ''] = argv;
  const isNamed = first !== '' && !first.startsWith('-');
  const load = isNamed ? (Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined) : COMMANDS.serve;
  const isHelp = first === 'help' || asksFor(argv, '--help', '-h');
  if (isHelp) return say(isNamed && load ? (await load()).usage : await usage());
  if (asksFor(argv, '--version')) return say(version());
  if (!load) {
    return fail(`没有“${first}”这个命令。 There is no command "${first}".\n${await usage()}`, EXIT.usage);
  }
  const command = await load();
  const config = readConfig(env);
  if (!config.ok) return fail(config.error, EXIT.usage);
  try {
    return await command.run(isNamed ? argv.slice(1) : argv, config.value);
  } catch (error) {
    const { sayFailure } = await import('./cli/failure.ts');
    return fail(sayFailure(error, config.value), EXIT.failed);
  }
}

function say(text: string): ExitCode {
  console.log(text);
  return EXIT.done;
}

function version(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return `liangma ${(JSON.parse(manifest) as { version: string }).version}`;
}
