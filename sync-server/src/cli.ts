/** `liangma`: the operator's program. Without a command it serves. */
import { assessCommand } from './cli/assess.ts';
import { backupCommand, restoreCommand } from './cli/backup.ts';
import { calendarCommand } from './cli/calendar.ts';
import { codeCommand } from './cli/code.ts';
import { type Command, fail } from './cli/command.ts';
import { demoCommand } from './cli/demo.ts';
import { sayFailure } from './cli/failure.ts';
import { keysCommand } from './cli/keys.ts';
import { registryCommand } from './cli/registry.ts';
import { serveCommand } from './cli/serve.ts';
import { setupCommand } from './cli/setup.ts';
import { readConfig } from './config.ts';

const COMMANDS = new Map<string, Command>([
  ['serve', serveCommand],
  ['setup', setupCommand],
  ['demo', demoCommand],
  ['backup', backupCommand],
  ['restore', restoreCommand],
  ['registry', registryCommand],
  ['calendar', calendarCommand],
  ['assess', assessCommand],
  ['keys', keysCommand],
  ['code', codeCommand],
]);

const ENVIRONMENT =
  'Environment: LIANGMA_HOST (127.0.0.1), PORT, LIANGMA_DATA (.data), DATABASE_URL (PostgreSQL), LIANGMA_ORIGIN, LIANGMA_LOG, NODE_ENV,\n' +
  '  LIANGMA_SUITE (eddsa), LIANGMA_KEY_PASSPHRASE or LIANGMA_KEY_PASSPHRASE_FILE';

const usage = (): string => [...[...COMMANDS.values()].map((command) => command.usage), ENVIRONMENT].join('\n');

/** Exit codes: 0 done, 1 failed, 2 wrong usage. */
export async function run(argv: readonly string[], env: Record<string, string | undefined>): Promise<number> {
  const [first = ''] = argv;
  if (first === '--help' || first === 'help') {
    console.log(usage());
    return 0;
  }
  const isNamed = first !== '' && !first.startsWith('-');
  const command = COMMANDS.get(isNamed ? first : 'serve');
  const config = readConfig(env);
  if (!config.ok) return fail(config.error, 2);
  if (!command) return fail(usage(), 2);
  try {
    return await command.run(isNamed ? argv.slice(1) : argv, config.value);
  } catch (error) {
    return fail(sayFailure(error, config.value), 1);
  }
}
