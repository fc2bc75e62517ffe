/** Builds the web faces. `--if-stale` builds only what is older than its sources. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMPRESSED_SUFFIX, compressed, ENCODINGS } from '../../sync-server/src/http/encoding.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Face {
  readonly folder: string;
  readonly output: string;
  readonly steps: readonly (readonly string[])[];
}

const bin = (...parts: string[]) => join(root, 'node_modules', ...parts);
const vite = bin('vite', 'bin', 'vite.js');
const kit = bin('@sveltejs', 'kit', 'svelte-kit.js');

const FACES: readonly Face[] = [
  { folder: 'web/enterprise', output: 'dist', steps: [[vite, 'build']] },
  {
    folder: 'web/app',
    output: 'build',
    steps: [
      [kit, 'sync'],
      [vite, 'build'],
    ],
  },
  // The page from which the server prints its archive.
  { folder: 'web/app', output: 'dist', steps: [[vite, 'build', '--config', 'vite.papers.config.ts']] },
];

/** Sources of every face beside its own folder. */
const COMMON = ['package-lock.json', 'shared/src/**/*.ts', 'web/common/src/**/*'];
const OWN = ['src/**/*', 'static/**/*', '*.ts', '*.html', '*.json', 'bundling/**/*.ts'];

export async function buildWeb({ onlyStale }: { onlyStale: boolean }): Promise<void> {
  for (const face of FACES) {
    const fingerprint = fingerprintOf(face);
    const mark = join(root, face.folder, face.output, '.built-from');
    if (onlyStale && existsSync(mark) && readFileSync(mark, 'utf8') === fingerprint) continue;
    console.log(`Building ${face.folder}/${face.output} …`);
    rmSync(join(root, face.folder, face.output), { recursive: true, force: true });
    for (const step of face.steps) runStep(face, step);
    await compressFiles(join(root, face.folder, face.output));
    writeFileSync(mark, fingerprint);
  }
}

/** Compresses once what each server would compress at its first request. Pages are not: the server writes into them. */
async function compressFiles(folder: string): Promise<void> {
  const paths = globSync('**/*.{js,css,json,svg,wasm,webmanifest}', { cwd: folder }).map((path) => join(folder, path));
  await Promise.all(
    paths.flatMap((path) =>
      ENCODINGS.map(async (encoding) => {
        const bytes = await compressed(readFileSync(path), encoding, { once: true });
        writeFileSync(path + COMPRESSED_SUFFIX[encoding], bytes);
      }),
    ),
  );
}

function runStep({ folder }: Face, step: readonly string[]): void {
  const result = spawnSync(process.execPath, step, { cwd: join(root, folder), encoding: 'utf8' });
  if (result.status === 0) return;
  throw new Error(`${folder} could not be built:\n${result.stdout}\n${result.stderr}`);
}

function fingerprintOf({ folder, output }: Face): string {
  const hash = createHash('sha256');
  const own = OWN.filter((pattern) => !pattern.startsWith(`${output}/`)).map((pattern) => `${folder}/${pattern}`);
  const files = [...COMMON, ...own].flatMap((pattern) => globSync(pattern, { cwd: root, withFileTypes: true }));
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  for (const path of [...new Set(paths)].sort()) hash.update(path.slice(root.length)).update(readFileSync(path));
  return hash.digest('hex');
}

if (import.meta.main) await buildWeb({ onlyStale: process.argv.includes('--if-stale') });
