/** The page that is printed, and the browser that prints it. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumPrinter, findBrowser } from '../../src/adapters/print/chromium-printer.ts';
import { paperPage } from '../../src/adapters/print/paper-page.ts';
import type { Paper } from '../../src/ports/printer.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'liangma-printer-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FILES = { script: 'draw("</script>");', style: 'p{}' };
const paper = {
  kind: 'notice',
  title: '</script><script>alert(1)</script>',
  task: {},
  matters: [],
} as unknown as Paper;

function browser(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

test('what people wrote is data: it ends no element, and the policy allows our script alone', () => {
  const page = paperPage(FILES, paper);
  expect(page.match(/<script/g)).toHaveLength(2);
  expect(page).toContain('\\u003c/script>\\u003cscript>alert(1)');
  expect(page).toContain("default-src 'none'; script-src 'sha256-");
  expect(page).not.toMatch(/script-src[^;]*(unsafe|self|http)/);
});

test('a browser is the one that is named, or one on the path, or none', () => {
  const named = browser('my-browser', 'exit 0');
  const known = browser('chromium', 'exit 0');
  expect(findBrowser(named, '')).toBe(named);
  expect(findBrowser(join(folder, 'missing'), folder)).toBeUndefined();
  expect(findBrowser(undefined, `/nowhere:${folder}`)).toBe(known);
  expect(findBrowser('none', folder)).toBeUndefined();
  expect(chromiumPrinter({ path: 'none', sandbox: true }, FILES).state).toBe('no-browser');
  expect(chromiumPrinter({ path: known, sandbox: true }, undefined, false).state).toBe('no-pages');
  expect(chromiumPrinter({ path: known, sandbox: true }, FILES, true).state).toBe('as-root');
  expect(chromiumPrinter({ path: known, sandbox: false }, FILES, true).state).toBe('ready');
});

test('the browser gets no secrets and no network, keeps its sandbox unless told, and leaves nothing behind', async () => {
  process.env.SECRET_OF_SERVER = 'secret';
  const path = browser(
    'prints',
    'for arg; do case "$arg" in --print-to-pdf=*) out=$(echo "$arg" | cut -d= -f2);; esac; done; { pwd; echo "$@"; env; } > "$out"',
  );
  const said = Buffer.from(await chromiumPrinter({ path, sandbox: true }, FILES, false).print(paper)).toString();
  delete process.env.SECRET_OF_SERVER;
  expect(said).not.toContain('secret');
  expect(said).not.toContain('--no-sandbox');
  expect(said).toContain('--host-resolver-rules=MAP * ~NOTFOUND');
  const [where = ''] = said.split('\n');
  expect(where).toContain('liangma-print-');
  expect(() => rmSync(where)).toThrow('ENOENT');
  const open = Buffer.from(await chromiumPrinter({ path, sandbox: false }, FILES).print(paper)).toString();
  expect(open).toContain('--no-sandbox');
});

test('a browser that prints nothing says why', async () => {
  const path = browser('fails', 'echo "Running as root without --no-sandbox is not supported" >&2; exit 1');
  await expect(chromiumPrinter({ path, sandbox: true }, FILES, false).print(paper)).rejects.toThrow('Running as root');
});
