import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder for its owner alone, with those above it. Step by step: Node's own recursive mkdir never returns
 * on file systems that answer ENOENT to a mkdir below an existing folder.
 */
export function makePrivateFolder(path: string): void {
  if (existsSync(path)) return;
  makePrivateFolder(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}
