/** Folders of a run: in memory where the system has such a place, since nothing here has to outlive the process. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const newFolder = (): string =>
  mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'liangma-simulate-'));

export const removeFolder = (path: string): void => rmSync(path, { recursive: true, force: true });
