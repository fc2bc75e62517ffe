import { expect, test, vi } from 'vitest';
import type { ListSource } from '#lib/api/lists.ts';
import { problem } from '#lib/api/problem.ts';
import { csvCell, csvOf, csvTime } from './csv.ts';

test.each([
  ['天祝食品', '天祝食品'],
  ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ['+86', "'+86"],
  ['-1', "'-1"],
  ['@x', "'@x"],
  ['a,b', '"a,b"'],
  ['一\n二', '"一\n二"'],
  ['916206230000000001', '"\t916206230000000001"'],
  ['0000005724', '"\t0000005724"'],
  ['2000003000', '2000003000'],
])('a cell %j becomes %j', (text, cell) => {
  expect(csvCell(text)).toBe(cell);
});

test('CSV times are China’s and sort by text', () => {
  expect(csvTime(Date.UTC(2026, 10, 30, 16))).toBe('2026-12-01 00:00');
});

const spec = { filters: {}, sorts: { at: 'number' }, defaultSort: 'at' } as const;
const query = { q: '药', filters: {}, sort: 'at', limit: 50 };
const reply = (rows: number[], next: string | null) => ({
  ok: true as const,
  value: { rows, total: 3, atLeast: false, all: null, next, previous: null },
});
const columns = [{ title: '数', text: String }];

test('the CSV file has every filtered page and starts with a byte order mark', async () => {
  const read = vi
    .fn()
    .mockResolvedValueOnce(reply([1, 2], 'two'))
    .mockResolvedValueOnce(reply([3], null));
  const counts: number[] = [];
  const source: ListSource<typeof spec, number> = { name: 'numbers', spec, read };
  const file = await csvOf(source, query, columns, (n) => counts.push(n));
  expect(file.ok && new Uint8Array(await file.value.arrayBuffer()).slice(0, 3)).toEqual(
    Uint8Array.of(0xef, 0xbb, 0xbf),
  );
  expect(file.ok && (await file.value.text())).toBe('数\r\n1\r\n2\r\n3\r\n');
  expect(counts).toEqual([2, 3]);
  expect(read.mock.calls.map(([asked]) => [asked.q, asked.purpose, asked.after])).toEqual([
    ['药', 'export', undefined],
    ['药', 'export', 'two'],
  ]);
});

test('no CSV file is made if a page cannot be loaded', async () => {
  const read = vi
    .fn()
    .mockResolvedValueOnce(reply([1, 2], 'two'))
    .mockResolvedValueOnce({ ok: false, error: problem('offline') });
  expect(await csvOf({ name: 'numbers', spec, read }, query, columns, () => {})).toMatchObject({ ok: false });
});
