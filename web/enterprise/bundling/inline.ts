/** Bundles one entry on its own, as text to be written into a page or a file: a script, or a module to be imported. */
import { type MinifyOptions, minify } from 'terser';
import { build, type InlineConfig, type Plugin } from 'vite';
import { SYNTAX, TARGETS, TSCONFIG } from './targets.ts';

const ALONE: InlineConfig = { configFile: false, logLevel: 'warn', publicDir: false, tsconfig: TSCONFIG };

/** After the bundler's own minifier: three hundred bytes fewer on the wire. */
const SMALLEST: MinifyOptions = {
  ecma: 2020,
  compress: { ecma: 2020, passes: 3, unsafe_arrows: true, keep_fargs: false, hoist_props: true, inline: 3 },
  mangle: { toplevel: true },
  format: { ecma: 2020 },
};

export async function bundleScript(
  entry: string,
  define: Record<string, string> = {},
  plugins: Plugin[] = [],
  format: 'iife' | 'es' = 'iife',
): Promise<string> {
  const lib = { entry, formats: [format], name: 'liangma', fileName: 'script' };
  const built = await build({
    ...ALONE,
    define: { 'process.env.NODE_ENV': '"production"', ...define },
    plugins,
    build: { write: false, target: SYNTAX, lib, minify: true },
  });
  const chunks = outputOf(built).filter((file) => file.type === 'chunk');
  if (chunks.length !== 1) throw new Error(`${entry}: ${chunks.length} chunks instead of one`);
  const bundled = (chunks[0] as { code: string }).code;
  const { code = '' } = await minify(bundled, { ...SMALLEST, module: format === 'es' });
  if (code.includes('</script')) throw new Error(`${entry} cannot stand in a page`);
  if (/\?\.\([^()]*\.\.\./.test(code)) throw new Error(`${entry} spreads arguments in an optional call (${SYNTAX})`);
  return code;
}

export async function bundleStyle(entry: string): Promise<string> {
  const built = await build({
    ...ALONE,
    build: { write: false, target: TARGETS, cssTarget: TARGETS, rolldownOptions: { input: entry } },
  });
  const [style] = outputOf(built).filter((file) => file.fileName.endsWith('.css'));
  if (style?.type !== 'asset') throw new Error(`${entry}: no style`);
  // The bundler's help for light-dark(), which no style here uses.
  return String(style.source)
    .trim()
    .replace(/--lightningcss-(?:light|dark):[^;}]*;?/g, '');
}

function outputOf(built: Awaited<ReturnType<typeof build>>) {
  const [first] = Array.isArray(built) ? built : [built];
  if (!first || !('output' in first)) throw new Error('no output');
  return first.output;
}
