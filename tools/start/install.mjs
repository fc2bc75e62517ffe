/**
 * `npm install` and not `npm ci`: the lock file was written where only one platform's optional packages could be
 * seen, and `npm ci` refuses a lock file without the others. `--no-save` leaves the lock file as it is. `--include=dev`
 * because Node 24 and the build are development packages, which npm leaves out under `NODE_ENV=production`.
 *
 * Installs the packages when the lock file is newer than what is installed. Plain JavaScript: it is the one
 * script that the machine's own Node (20 or later) runs before the project's Node 24 is there.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];
const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const mark = join(root, 'node_modules', '.liangma-installed');
const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

if (!existsSync(mark) || readFileSync(mark, 'utf8') !== lock) {
  console.log('Installing packages (once; about a minute) …');
  const npm = spawnSync('npm', ['install', '--include=dev', '--no-save', ...QUIET], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    console.error('The packages could not be installed. See the lines above.');
    process.exit(npm.status ?? 1);
  }
  writeFileSync(mark, lock);
}
