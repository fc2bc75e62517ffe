/** Reading codes with a camera: our scanner, html5-qrcode alone and jsQR over frames that are made, not filmed. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from '@liangma/testing/browser';
import { freePort } from '@liangma/testing/postgres';
import { type Code, codeOf } from '@liangma/testing/scanner/codes';
import { CONDITIONS, FRAME_SIZES, SETS, type SetName, type Shot, shotOf } from '@liangma/testing/scanner/shots';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import type { ScannerBench } from './scanner/in-page.ts';
import { READERS, type Reader, type Readings } from './scanner/readers.ts';
import { printReadings, type Taken } from './scanner/table.ts';

const VERSIONS = [8, 9, 10, 11, 12, 13, 14];
/** Frames of each condition, version and size. */
const TAKES: Record<SetName, number> = { plain: 2, hard: 1 };

export async function benchScanner(): Promise<void> {
  const server = await servePage();
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(server.origin);
    for (const set of SETS) printReadings(set, await takeAll(page, set));
  } finally {
    await browser.close();
    server.stop();
  }
}

async function takeAll(page: Page, set: SetName): Promise<Taken[]> {
  const all: Taken[] = [];
  for (const [c, condition] of CONDITIONS.entries()) {
    for (const version of VERSIONS) {
      for (const [s, size] of FRAME_SIZES.entries()) {
        for (let take = 0; take < TAKES[set]; take++) {
          const seed = (SETS.indexOf(set) + 1) * 100_000 + c * 1000 + version * 10 + s * 2 + take;
          const code = codeOf(version, seed);
          const shot = shotOf(set, condition, size, seed);
          // jsQR takes ten times as long as all the others: it reads every third.
          const readers = READERS.filter((reader) => reader !== 'jsQR' || all.length % 3 === 0);
          all.push({ condition, code, shot, readings: await readings(page, shot, code, readers) });
        }
      }
    }
  }
  return all;
}

const readings = (page: Page, shot: Shot, { matrix }: Code, readers: readonly Reader[]): Promise<Readings> =>
  page.evaluate((args) => (globalThis as unknown as { bench: ScannerBench }).bench(...args), [
    shot,
    matrix,
    readers,
  ] as const);

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.wasm': 'application/wasm' };
const PAGE = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/bench.js"></script>';

async function servePage(): Promise<{ origin: string; stop(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'liangma-bench-'));
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'chrome99',
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: fileURLToPath(new URL('./scanner/in-page.ts', import.meta.url)),
        output: { entryFileNames: 'bench.js' },
      },
    },
  });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    response.setHeader('content-type', TYPES[extname(path)] ?? 'text/html');
    response.end(path === '/' ? PAGE : readFileSync(join(folder, path)));
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, resolve));
  const stop = () => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { origin: `http://localhost:${port}`, stop };
}
