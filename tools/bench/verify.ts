/** Verifying one code in Chromium, with WebCrypto and with the fallback, on a CPU slowed four times. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from '@liangma/testing/browser';
import { issueCode } from '@liangma/testing/office';
import { freePort } from '@liangma/testing/postgres';
import { startServer } from '@liangma/testing/server';
import { build } from 'vite';
import { printFigure } from './figures.ts';
import type { VerifyBench } from './verify-in-page.ts';

const BATCHES = 9;
const CODES_A_BATCH = 20;

export async function benchVerify(): Promise<void> {
  const server = await startServer('sqlite');
  const page = await servePage();
  const browser = await launch();
  try {
    const { code } = await issueCode(server.origin);
    const trust = Buffer.from(await (await fetch(`${server.origin}/.well-known/liangma/trust`)).arrayBuffer()).toString(
      'base64',
    );
    const root = (await (await fetch(`${server.origin}/.well-known/liangma/root`)).json()) as {
      kid: string;
      publicKey: string;
    };
    console.log('verifying one code in Chromium (CPU 4×)');
    for (const [what, fallback, goal] of [
      ['WebCrypto', false, 2],
      ['fallback (noble)', true, 10],
    ] as const) {
      const tab = await browser.newPage();
      const cdp = await tab.context().newCDPSession(tab);
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
      await tab.goto(page.origin);
      const values = await tab.evaluate((input) => (globalThis as unknown as { bench: VerifyBench }).bench(input), {
        code,
        trust,
        root,
        fallback,
        batches: BATCHES,
        size: CODES_A_BATCH,
      });
      printFigure({ what: `parse, signature and claims, ${what}`, values, unit: 'ms', goal });
      await tab.close();
    }
  } finally {
    await browser.close();
    page.stop();
    await server.stop();
  }
}

async function servePage(): Promise<{ origin: string; stop(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'liangma-bench-'));
  const entry = fileURLToPath(new URL('./verify-in-page.ts', import.meta.url));
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      outDir: folder,
      emptyOutDir: true,
      lib: { entry, formats: ['es'], fileName: 'bench' },
      rolldownOptions: { output: { codeSplitting: false } },
      target: 'chrome99',
    },
  });
  const script = readFileSync(join(folder, 'bench.js'));
  const server = createServer((request, response) => {
    const isBench = request.url === '/bench.js';
    response.setHeader('content-type', isBench ? 'text/javascript' : 'text/html');
    response.end(
      isBench
        ? script
        : '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/bench.js"></script>',
    );
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, resolve));
  const stop = () => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { origin: `http://localhost:${port}`, stop };
}
