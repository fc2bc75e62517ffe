/** `liangma`: the operator's program. Without a command it serves. A command is loaded when it is asked for. */
import { type Command, fail } from './cli/command.ts';
import { USAGE } from './cli/usage.ts';
import { readConfig } from './config.ts';

const COMMANDS: Record<keyof typeof USAGE, () => Promise<Command>> = {
  serve: async () => (await import('./cli/serve.ts')).serveCommand,
  setup: async () => (await import('./cli/setup.ts')).setupCommand,
  demo: async () => (await import('./cli/demo.ts')).demoCommand,
  backup: async () => (await import('./cli/backup.ts')).backupCommand,
  restore: async () => (await import('./cli/backup.ts')).restoreCommand,
  registry: async () => (await import('./cli/registry.ts')).registryCommand,
  calendar: async () => (await import('./cli/calendar.ts')).calendarCommand,
  assess: async () => (await import('./cli/assess.ts')).assessCommand,
  keys: async () => (await import('./cli/keys.ts')).keysCommand,
  code: async () => (await import('./cli/code.ts')).codeCommand,
};

const isCommand = (word: string): word is keyof typeof USAGE => Object.hasOwn(COMMANDS, word);

const ENVIRONMENT =
  'Environment: LIANGMA_HOST (127.0.0.1), PORT, LIANGMA_DATA (.data), DATABASE_URL (PostgreSQL), LIANGMA_ORIGIN, LIANGMA_LOG, NODE_ENV,\n' +
  '  LIANGMA_SUITE (eddsa), LIANGMA_KEY_PASSPHRASE or LIANGMA_KEY_PASSPHRASE_FILE';

const usage = (): string => [...Object.values(USAGE), ENVIRONMENT].join('\n');

/** Exit codes: 0 done, 1 failed, 2 wrong usage. */
export async function run(argv: readonly string[], env: Record<string, string | undefined>): Promise<number> {
  const [first = ''] = argv;
  if (first === '--help' || first === 'help') {
    console.log(usage());
    return 0;
  }
  const isNamed = first !== '' && !first.startsWith('-');
  const name = isNamed ? first : 'serve';
  const config = readConfig(env);
  if (!config.ok) return fail(config.error, 2);
  if (!isCommand(name)) return fail(usage(), 2);
  try {
    const command = await COMMANDS[name]();
    return await command(isNamed ? argv.slice(1) : argv, config.value);
  } catch (error) {
    const { sayFailure } = await import('./cli/failure.ts');
    return fail(sayFailure(error, config.value), 1);
  }
}
