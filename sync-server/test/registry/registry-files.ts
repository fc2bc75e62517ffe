/** Files for `liangma registry import … --json` into a store of their own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportReport } from '@liangma/shared/registry/import/report';
import { afterAll, beforeEach, vi } from 'vitest';
import { run } from '../../src/cli.ts';

interface Imported extends ImportReport {
  readonly exit: number;
}

/** To be called once at the top of a test file. */
export function registryFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'liangma-registry-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const env = { LIANGMA_DATA: join(folder, 'data') };
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const complained = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  beforeEach(() => {
    said.mockClear();
    complained.mockClear();
  });
  let files = 0;
  const file = (content: string | Uint8Array, extension = 'csv'): string => {
    const path = join(folder, `${files++}.${extension}`);
    writeFileSync(path, content);
    return path;
  };
  const imported = async (kind: string, path: string, ...flags: string[]): Promise<Imported> => {
    const exit = await run(['registry', 'import', kind, path, '--json', ...flags], env);
    return { ...(JSON.parse(String(said.mock.lastCall?.[0])) as ImportReport), exit };
  };
  return { folder, env, said, complained, file, imported };
}

export const problemsOf = ({ problems }: ImportReport): string[] =>
  problems.map(({ line, field, code }) => `${line} ${field} ${code}`);
