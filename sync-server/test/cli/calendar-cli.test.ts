/** `liangma calendar`: a province imports the State Council's notice of a year. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { run } from '../../src/cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'liangma-calendar-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const env = { LIANGMA_DATA: join(folder, 'data') };
const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
const complained = vi.spyOn(console, 'error').mockImplementation(() => undefined);
beforeEach(() => {
  said.mockClear();
  complained.mockClear();
});

const NOTICE = {
  year: 2027,
  document: '国办发明电〔2026〕示例号',
  provisional: false,
  holidays: ['2027-01-01'],
  workdays: [],
};
function file(content: unknown): string {
  const path = join(folder, 'notice.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
const years = async () => {
  await run(['calendar', 'list', '--json'], env);
  return JSON.parse(String(said.mock.lastCall?.[0])) as (typeof NOTICE)[];
};

test('an imported notice replaces the provisional year; a file of another form changes nothing', async () => {
  expect((await years()).map(({ year, provisional }) => [year, provisional])).toEqual([
    [2024, false],
    [2025, false],
    [2026, false],
    [2027, true],
  ]);
  expect(await run(['calendar', 'import', file({ ...NOTICE, workdays: ['2027-02-19'] })], env)).toBe(1);
  expect(await run(['calendar', 'import', file('{')], env)).toBe(1);
  expect(await run(['calendar', 'import', file(NOTICE)], env)).toBe(0);
  expect(await run(['calendar', 'import', file({ ...NOTICE, provisional: true })], env)).toBe(1);
  expect((await years()).at(-1)).toEqual(NOTICE);
  expect(await run(['calendar'], env)).toBe(2);
});
