/** `liangma assess` as other programs call it: bytes in, JSON out. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const BIN = fileURLToPath(new URL('../../bin/liangma.mjs', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../../../docs/examples/assess.json', import.meta.url));
const [FIRST] = JSON.parse(readFileSync(EXAMPLE, 'utf8'));
const TEXT = JSON.stringify(FIRST);

/** Runs the command; what a child gets on standard input comes from a socket. */
const assess = (file: string, input = '') =>
  new Promise<{ status: unknown; answer: { findings?: unknown; problems?: unknown } }>((resolve) => {
    const child = execFile(process.execPath, [BIN, 'assess', file, '--json'], (error, stdout) =>
      resolve({ status: error?.code ?? 0, answer: JSON.parse(stdout) }),
    );
    child.stdin?.end(input);
  });

const written = (bytes: string | Buffer): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'assess-')), 'case.json');
  writeFileSync(file, bytes);
  return file;
};

test('a case comes from standard input, too, and in each encoding of a table', async () => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(TEXT, 'utf16le')]);
  const answers = await Promise.all([assess('-', TEXT), assess(written(`\uFEFF${TEXT}`)), assess(written(utf16))]);
  for (const { status, answer } of answers) {
    expect(status).toBe(0);
    expect(answer.findings).toMatchObject([{ rule: 'FREQ-1', evidence: { matter: '食品生产监督检查' } }]);
  }
});

test('[FREQ-1] each finding has the sentence of the desk in both languages, in the answer and for people', async () => {
  const { answer } = await assess(EXAMPLE);
  const [capped, , joint] = (answer as unknown as { findings: object[] }[]).map(({ findings }) => findings[0]);
  expect(capped).toMatchObject({
    code: 'cap-reached',
    title: { zh: '已达年度检查频次上限', en: 'Yearly cap reached' },
    sentence: {
      zh: '食品生产监督检查年度上限 2 次，已用 2 次：3 月 3 日、6 月 8 日。',
      en: '“食品生产监督检查” is capped at 2 a year; 2 used: 3 Mar, 8 Jun.',
    },
  });
  // The part of a partner begins with its name, as at the desk.
  expect(joint).toMatchObject({ sentence: { zh: expect.stringMatching(/^天祝县应急管理局：/) } });
  const remote = { ...FIRST, application: { ...FIRST.application, offSite: 'remote', matters: [] } };
  expect((await assess('-', JSON.stringify(remote))).answer).toMatchObject({
    offSite: { findings: [{ code: 'no-matter', sentence: { zh: '至少选一项已公布的检查事项。' } }] },
  });
  const shown = await new Promise<string>((resolve) => {
    execFile(process.execPath, [BIN, 'assess', EXAMPLE], (_, stdout) => resolve(stdout));
  });
  expect(shown).toContain('已达年度检查频次上限：食品生产监督检查年度上限 2 次');
  expect(shown).toContain('Yearly cap reached: “食品生产监督检查” is capped at 2 a year');
});

test('a file that is none is answered in JSON, too', async () => {
  const answers = await Promise.all([
    assess(join(tmpdir(), 'no such file.json')),
    assess(written('')),
    assess(written(TEXT.replace('"type":"routine"', '"type":"case","type":"routine"'))),
    assess(written(`[${TEXT},${TEXT.replace('"cap":2', '"cap":2,"cap":99')}]`)),
  ]);
  expect(answers.map(({ status, answer }) => [status, answer.problems])).toEqual([
    [1, [{ index: 0, path: '', message: 'unreadable', reason: expect.anything() }]],
    [1, [{ index: 0, path: '', message: 'not-json', reason: expect.anything() }]],
    [1, [{ index: 0, path: 'application.type', message: 'repeated-key', reason: expect.anything() }]],
    [1, [{ index: 1, path: 'facts.matters.0.cap', message: 'repeated-key', reason: expect.anything() }]],
  ]);
});
