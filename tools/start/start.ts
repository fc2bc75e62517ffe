/** `npm start`: builds the web when stale and serves everything; an empty store gets the demo county. */
import { run } from '../../sync-server/src/cli.ts';
import { readConfig } from '../../sync-server/src/config.ts';
import { buildWeb } from './build.ts';

const config = readConfig(process.env);
if (!config.ok) {
  console.error(config.error);
  process.exit(2);
}
await buildWeb({ onlyStale: true });
process.exitCode = await run(['serve', ...process.argv.slice(2)], process.env);
