/** `liangma code`: every demo code gets its verdict from its flags, and nothing else gets one. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REFUSE_REASONS, UNSURE_REASONS } from '@liangma/shared/task-code/verify';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { DEMO_CASES } from '../../src/cli/code/demo-cases.ts';
import type { DemoCode } from '../../src/cli/code/demo-command.ts';
import { codeCommand } from '../../src/cli/code.ts';
import { readConfig } from '../../src/config.ts';

const folder = mkdtempSync(join(tmpdir(), 'liangma-code-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

const config = readConfig({ LIANGMA_DATA: join(folder, 'data'), LIANGMA_ORIGIN: 'https://liangma.example.cn' });
if (!config.ok) throw new Error(config.error);
const operator = config.value;

async function code(...argv: string[]): Promise<{ exit: number; out: string; said: string }> {
  const lines: Record<'log' | 'error', string[]> = { log: [], error: [] };
  for (const name of ['log', 'error'] as const) {
    vi.spyOn(console, name).mockImplementation((line: string) => void lines[name].push(line));
  }
  const exit = await codeCommand(argv, operator);
  return { exit, out: lines.log.join('\n'), said: lines.error.join('\n') };
}

const EXITS: Record<string, number> = { genuine: 0, refuse: 1, unsure: 2 };

describe.each(['eddsa', 'sm2'])('demo codes, suite %s', (suite) => {
  test('the demo codes cover every verdict and reason, and `verify` returns each', { timeout: 60_000 }, async () => {
    const count = String(DEMO_CASES.length);
    const made = await code('demo', '--count', count, '--suite', suite, '--out', join(folder, suite), '--json');
    const codes = JSON.parse(made.out) as DemoCode[];
    expect([...new Set(codes.flatMap(({ reasons }) => reasons))].sort()).toEqual(
      [...REFUSE_REASONS, ...UNSURE_REASONS].sort(),
    );
    for (const { text, verdict, reasons, args } of codes) {
      const verified = await code('verify', text, ...args, '--json');
      expect(verified.said).toBe('');
      expect(JSON.parse(verified.out)).toMatchObject({ verdict, reasons });
      expect(verified.exit).toBe(EXITS[verdict]);
    }
  });
});

test('the first three demo codes cover the three verdicts', async () => {
  const { out } = await code('demo', '--count', '3', '--out', join(folder, 'three'), '--json');
  expect((JSON.parse(out) as DemoCode[]).map(({ verdict }) => verdict)).toEqual(['genuine', 'refuse', 'unsure']);
});

describe('without a verdict the exit code is 64 and the error says why', () => {
  test.each([
    ['nothing to do', [], 'liangma code inspect'],
    ['an unknown command', ['dance', '1'], 'liangma code inspect'],
    ['no text', ['verify'], 'liangma code verify'],
    ['an unknown flag', ['verify', '1', '--loud'], 'Bad arguments'],
    [
      'a file that is not there',
      ['verify', '1', '--root', 'ROOT', '--keys', 'a', '--status', 'b', '--catalog', 'c'],
      'a',
    ],
    ['one file of three', ['verify', '1', '--root', 'ROOT', '--keys', 'a'], 'go together'],
    ['no root', ['verify', '1', '--trust', 'a'], '--root'],
    ['a root that is none', ['verify', '1', '--root', '00.AA', '--trust', 'a'], 'KIDHEX.PUBLICKEY'],
    ['a time without zone', ['verify', '1', '--now', '2026-11-24T12:00'], '2026-11-24T12:00:00+08:00'],
    ['claims that are not there', ['issue'], '--claims'],
    ['a count that is none', ['demo', '--count', '0'], '1 to 10000'],
    ['a picture of another kind', ['qr', '1', '--out', 'x.gif'], '.svg'],
    ['what is no code', ['inspect', 'https://example.com/'], 'Not a task code'],
  ])('%s', async (_, argv, word) => {
    const pin = `${'00'.repeat(4)}.11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo`;
    const { exit, said } = await code(...argv.map((arg) => (arg === 'ROOT' ? pin : arg)));
    expect(exit).toBe(64);
    expect(said).toContain(word);
  });
});

describe('issue', () => {
  const claims = {
    agency: '620623-SCJG',
    agencyName: '天祝县市场监管局',
    enterprise: 'X00000000001',
    enterpriseName: '雪域食品',
    notBefore: Math.floor(Date.now() / 1000) - 60,
    expires: Math.floor(Date.now() / 1000) + 3600,
    task: '019ab3a0-1234-7abc-8def-0123456789ab',
    kind: 'routine',
    matters: ['M901'],
    officers: [{ name: '王建国', certificate: '62062300017' }],
    catalog: 1,
    nth: 1,
    statusShard: '6206',
    statusIndex: 5,
  };
  const file = join(folder, 'claims.json');

  test('issue signs with the key of the data folder, and inspect reads the code', async () => {
    writeFileSync(file, JSON.stringify(claims));
    const issued = JSON.parse((await code('issue', '--claims', file, '--live', '--json')).out) as { text: string };
    const found = JSON.parse((await code('inspect', issued.text, '--json')).out);
    expect(found).toMatchObject({
      suite: 'eddsa',
      liveStep: 2,
      claims: { enterpriseName: '雪域食品', hasLivePart: true },
    });
  });

  test('issue names a wrong field', async () => {
    writeFileSync(file, JSON.stringify({ ...claims, matters: ['901'] }));
    expect((await code('issue', '--claims', file)).said).toContain('matters.0');
  });
});

test('qr prints to the terminal and to a file, with its figures', async () => {
  const { text } = (JSON.parse((await code('demo', '--count', '1', '--json')).out) as DemoCode[])[0] as DemoCode;
  expect((await code('qr', text)).out).toMatch(/QR \d+-M/);
  const svg = join(folder, 'code.svg');
  expect(JSON.parse((await code('qr', text, '--out', svg, '--json')).out)).toMatchObject({ level: 'M', out: svg });
  expect(readFileSync(svg, 'utf8')).toContain('<svg');
});
