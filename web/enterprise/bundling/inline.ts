/** Bundles one entry on its own, as text to be written into a page or a file. */
import { build, type InlineConfig, type Plugin } from 'vite';
import { TARGETS, TSCONFIG } from './targets.ts';

const ALONE: InlineConfig = { configFile: false, logLevel: 'warn', publicDir: false, tsconfig: TSCONFIG };

export async function bundleScript(
  entry: string,
  define: Record<string, string> = {},
  plugins: Plugin[] = [],
): Promise<string> {
  const lib = { entry, formats: ['iife' as const], name: 'liangma', fileName: 'script' };
  const built = await build({
    ...ALONE,
    define: { 'process.env.NODE_ENV': '"production"', ...define },
    plugins,
    build: { write: false, target: TARGETS, lib, minify: true },
  });
  const chunks = outputOf(built).filter((file) => file.type === 'chunk');
  if (chunks.length !== 1) throw new Error(`${entry}: ${chunks.length} chunks instead of one`);
  const code = (chunks[0] as { code: string }).code.trim();
  if (code.includes('</script')) throw new Error(`${entry} cannot stand in a page`);
  return code;
}

export async function bundleStyle(entry: string): Promise<string> {
  const built = await build({
    ...ALONE,
    build: { write: false, target: TARGETS, cssTarget: TARGETS, rolldownOptions: { input: entry } },
  });
  const [style] = outputOf(built).filter((file) => file.fileName.endsWith('.css'));
  if (style?.type !== 'asset') throw new Error(`${entry}: no style`);
  return String(style.source).trim();
}

function outputOf(built: Awaited<ReturnType<typeof build>>) {
  const [first] = Array.isArray(built) ? built : [built];
  if (!first || !('output' in first)) throw new Error('no output');
  return first.output;
}
