/** Every production dependency has a licence under which it may be shipped. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { complain, type Report } from './report.ts';
import { ROOT, readText } from './sources.ts';

const ALLOWED = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'CC0-1.0',
  'Unlicense',
  'BlueOak-1.0.0',
  'Python-2.0',
  'Zlib',
]);
/** Tools that never leave the machine of a developer. */
const ALLOWED_FOR_TOOLS = new Set([...ALLOWED, 'MPL-2.0', 'CC-BY-4.0']);

interface LockEntry {
  readonly version?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
}

export function checkLicences(): Report {
  const { packages } = JSON.parse(readText('package-lock.json')) as { packages: Record<string, LockEntry> };
  const entries = Object.entries(packages).filter(([path, entry]) => path.includes('node_modules/') && !entry.link);
  const problems = entries.flatMap(([path, entry]) => {
    const licence = licenceOf(path, entry);
    const allowed = entry.dev ? ALLOWED_FOR_TOOLS : ALLOWED;
    if (isAllowed(licence, allowed)) return [];
    return [complain(path, `licence ${licence || 'unknown'}${entry.dev ? ' of a tool' : ''} is not on the list`)];
  });
  const shipped = entries.filter(([, entry]) => !entry.dev).length;
  return { problems, note: `${shipped} shipped, ${entries.length - shipped} tools` };
}

/** The installed package's own word before the lock file's: the latter is copied from the registry. */
function licenceOf(path: string, entry: LockEntry): string {
  const file = join(path, 'package.json');
  const own = existsSync(join(ROOT, file)) ? (JSON.parse(readText(file)) as { license?: unknown }).license : undefined;
  return typeof own === 'string' ? own : (entry.license ?? '');
}

/** SPDX: of `A OR B` one is enough, of `A AND B` each is needed. */
export function isAllowed(expression: string, allowed: ReadonlySet<string>): boolean {
  const plain = expression.replaceAll(/[()]/g, '');
  return plain.split(' OR ').some((choice) => choice.split(' AND ').every((name) => allowed.has(name.trim())));
}
