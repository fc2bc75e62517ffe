/** A page with one script of ours in it, built as the faces are, served to a browser of a test. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { freePort } from '../postgres.ts';
import type { Parity } from './in-page.ts';

export type { Parity };

const PAGE = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/parity.js"></script>';

export async function serveParityPage(): Promise<{ origin: string; stop(): void }> {
  const script = await bundled();
  const server = createServer((request, response) => {
    const isScript = request.url === '/parity.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : PAGE);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, resolve));
  return { origin: `http://localhost:${port}`, stop: () => void server.close() };
}

async function bundled(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'liangma-parity-'));
  const entry = fileURLToPath(new URL('./in-page.ts', import.meta.url));
  // A build sets it for the whole process, whose other tests start servers.
  const { NODE_ENV } = process.env;
  try {
    await build({
      configFile: false,
      logLevel: 'silent',
      build: {
        outDir: folder,
        emptyOutDir: true,
        target: 'chrome99',
        lib: { entry, formats: ['es'], fileName: 'parity' },
        rolldownOptions: { output: { codeSplitting: false } },
      },
    });
    return readFileSync(join(folder, 'parity.js'));
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
    rmSync(folder, { recursive: true, force: true });
  }
}
