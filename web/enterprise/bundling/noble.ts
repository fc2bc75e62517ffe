/** Old phones load noble for signatures: only what is used of it, in one file. */
import { join } from 'node:path';
import type { Plugin } from 'vite';

export function partOfNoble(root: string): Plugin {
  const part = join(root, 'src/door/ed25519.ts');
  return {
    name: 'liangma-part-of-noble',
    enforce: 'pre',
    resolveId: (source, importer) => (source === '@noble/ed25519' && importer !== part ? part : null),
  };
}
