/**
 * Makes index.html and sw.js of what the main build gives. The first screen is written into the page, script and
 * style: two requests (page, trust) instead of four, and no second round trip on a slow network. It shares no chunk
 * with the rest, which it loads by the addresses given here.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { bundleScript, bundleStyle } from './inline.ts';

const BASE = '/c/';
/** Words that the door loads by address: each in one piece, so that a first visit asks for one file of them. */
const WORDS = {
  'door-en': 'src/words/door/all-en.ts',
  'doubt-zh': 'src/door/doubt-zh.ts',
  'doubt-en': 'src/door/doubt-en.ts',
};

export function doorPage(root: string): Plugin {
  return {
    name: 'liangma-door-page',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_, bundle) {
      const words = await bundleWords(root);
      for (const { fileName, source } of words) this.emitFile({ type: 'asset', fileName, source });
      const files = [...Object.values(bundle).filter(({ fileName }) => !isWords(words, fileName)), ...words];
      const page = await writePage(root, files);
      const build = createHash('sha256')
        .update(page)
        .update(
          files
            .map(({ fileName }) => fileName)
            .sort()
            .join(),
        )
        .digest('hex')
        .slice(0, 16);
      const source = page.replace(
        '<meta name="liangma-build" content="">',
        `<meta name="liangma-build" content="${build}">`,
      );
      this.emitFile({ type: 'asset', fileName: 'index.html', source });
      this.emitFile({
        type: 'asset',
        fileName: 'sw.js',
        source: await writeWorker(join(root, 'src/sw/sw.ts'), files, build),
      });
    },
  };
}

interface WordFile {
  readonly type: 'words';
  readonly fileName: string;
  readonly source: string;
  readonly facadeModuleId: string;
}
type File = Rolldown.OutputChunk | Rolldown.OutputAsset | WordFile;

const isWords = (words: readonly WordFile[], name: string): boolean => words.some(({ fileName }) => fileName === name);

const bundleWords = (root: string): Promise<WordFile[]> =>
  Promise.all(
    Object.entries(WORDS).map(async ([name, path]) => {
      const facadeModuleId = join(root, path);
      const source = await bundleScript(facadeModuleId, {}, [], 'es');
      const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
      return { type: 'words', fileName: `assets/${name}-${hash}.js`, source, facadeModuleId };
    }),
  );

async function writePage(root: string, files: readonly File[]): Promise<string> {
  const from = (path: string) => join(root, path);
  const css = files.find(({ fileName }) => fileName.endsWith('.css'));
  if (!css) throw new Error('no style sheet of what comes after the door');
  const [style, early, comforts, door] = await Promise.all([
    bundleStyle(from('src/door/door.css')),
    bundleScript(from('src/door/early.ts')),
    bundleScript(from('src/door/comforts.ts')),
    bundleScript(from('src/door/main.ts'), { __AFTER_CSS__: JSON.stringify(BASE + css.fileName) }, [
      loadedByAddress(files),
    ]),
  ]);
  const html = readFileSync(from('index.html'), 'utf8');
  const parts: [string, string][] = [
    ['<link rel="stylesheet" href="/src/door/door.css">', `<style>${style}</style>`],
    ['<script type="module" src="/src/door/early.ts"></script>', `<script>${early}</script>`],
    ['<script type="module" src="/src/door/comforts.ts"></script>', `<script>${comforts}</script>`],
    ['<script type="module" src="/src/door/main.ts"></script>', `<script>${door}</script>`],
  ];
  return parts.reduce((page, [placeholder, content]) => {
    if (page.split(placeholder).length !== 2) throw new Error(`index.html must contain once: ${placeholder}`);
    return page.replace(placeholder, () => content);
  }, html);
}

/** Modules that the door imports at run time are files of the main build. */
function loadedByAddress(files: readonly File[]): Plugin {
  const addresses = new Map<string, string>();
  for (const file of files) {
    if ((file.type === 'words' || (file.type === 'chunk' && file.isEntry)) && file.facadeModuleId)
      addresses.set(file.facadeModuleId, BASE + file.fileName);
  }
  return {
    name: 'liangma-loaded-by-address',
    enforce: 'pre',
    async resolveDynamicImport(specifier, importer) {
      if (typeof specifier !== 'string') return null;
      const resolved = await this.resolve(specifier, importer, { skipSelf: true });
      const address = resolved && addresses.get(resolved.id);
      if (!address) throw new Error(`${specifier} is loaded by the door but is no entry of the main build`);
      return { id: address, external: 'absolute' };
    },
  };
}

/** The scanner is fetched later; its fallback for old phones only when used. */
function writeWorker(entry: string, files: readonly File[], build: string): Promise<string> {
  const isLater = ({ fileName }: File) => /\.wasm$|worker/.test(fileName);
  const isOnUse = ({ fileName }: File) => /html5-scanner|ponyfill/.test(fileName);
  const addresses = (list: readonly File[]) => JSON.stringify(list.map(({ fileName }) => BASE + fileName).sort());
  return bundleScript(entry, {
    __BUILD__: JSON.stringify(build),
    __FILES__: addresses(files.filter((file) => !isLater(file) && !isOnUse(file))),
    __LATER__: addresses(files.filter(isLater)),
  });
}
