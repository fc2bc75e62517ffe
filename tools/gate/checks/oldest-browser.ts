/**
 * The built pages use nothing that their oldest browsers lack, packages included. Our own code is held a second time by its
 * types: `lib` is ES2022, all of which Chromium 99 has.
 */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { NEWER_CSS, NEWER_METHODS, NEWER_STATICS } from '@liangma/testing/newer-features';
import { type Complaint, complain, type Report } from './report.ts';
import { ROOT, readText } from './sources.ts';

interface Face {
  readonly folder: string;
  readonly chromium: number;
  /** Names that are asked for before they are used, or brought along; with where. */
  readonly guarded: Readonly<Record<string, string>>;
}

const FACES: readonly Face[] = [
  {
    folder: 'web/app/build',
    // `build.target` in web/app/vite.config.ts.
    chromium: 99,
    guarded: {
      'Promise.withResolvers': 'Dexie copies it where it is there',
      'Uint8Array.fromBase64': 'devalue asks first',
      'Uint8Array.fromHex': '@noble/hashes asks first',
      'Uint8Array.prototype.toBase64': 'devalue asks first',
    },
  },
  {
    folder: 'web/enterprise/dist',
    // `TARGETS` in web/enterprise/bundling/targets.ts.
    chromium: 80,
    guarded: {
      'String.prototype.replaceAll':
        'web/enterprise/src/polyfills.ts brings it before anything of the second half runs',
      'Object.hasOwn': 'web/common/src/scanner/has-own.ts brings it before zxing-wasm runs',
      'Uint8Array.fromHex': '@noble/hashes asks first',
    },
  },
];

export function checkOldestBrowser(): Report {
  const problems = [...FACES.flatMap(problemsOf), ...TYPED.flatMap(problemsOfTypes)];
  return { problems, note: FACES.map(({ folder, chromium }) => `${folder} Chromium ${chromium}`).join(', ') };
}

function problemsOf({ folder, chromium, guarded }: Face): Complaint[] {
  const files = globSync('**/*.{js,css,html}', { cwd: join(ROOT, folder) }).map((file) => join(folder, file));
  if (files.length === 0) return [complain(folder, 'is not built')];
  return files.flatMap((path) => {
    const text = readText(path);
    const script = path.endsWith('.css') ? '' : text;
    const found = [
      ...newerIn(script, chromium).filter((name) => !(name in guarded)),
      ...newerStylesIn(path, text, chromium),
    ];
    return found.map((name) => complain(path, `${name} is newer than Chromium ${chromium}`));
  });
}

function newerIn(script: string, chromium: number): string[] {
  const statics = Object.entries(NEWER_STATICS).filter(([name]) =>
    new RegExp(`(?<![\\w$])${name.replace('.', '\\.')}\\b`).test(script),
  );
  const methods = Object.entries(NEWER_METHODS).filter(([name]) => script.includes(`.${name.split('.').at(-1)}(`));
  return [...statics, ...methods].flatMap(([name, since]) => (since > chromium ? [name] : []));
}

/** Rules behind `@supports` do not count, because a fallback stands before them. */
function newerStylesIn(path: string, text: string, chromium: number): string[] {
  const inPage = [...text.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/g)].map(([, style]) => style).join('\n');
  const style = path.endsWith('.css') ? text : path.endsWith('.html') ? inPage : '';
  const unguarded = style.replace(/@supports[^{]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
  return NEWER_CSS.flatMap(({ name, since, pattern }) => (since > chromium && unguarded.match(pattern) ? [name] : []));
}

/** Settings by which the compiler knows no newer built-in. */
const TYPED = [
  'shared/tsconfig.json',
  'web/common/tsconfig.json',
  'web/app/tsconfig.json',
  'web/enterprise/tsconfig.json',
  'web/app/src/service-worker/tsconfig.json',
  'web/enterprise/src/sw/tsconfig.json',
];

function problemsOfTypes(path: string): Complaint[] {
  const { compilerOptions } = JSON.parse(readText(path)) as { compilerOptions?: { lib?: string[] } };
  const isOld = compilerOptions?.lib?.some((lib) => lib === 'ES2022') ?? false;
  const isNewer = compilerOptions?.lib?.some((lib) => /^ES(2023|2024|2025|2026|Next)/i.test(lib)) ?? true;
  return isOld && !isNewer ? [] : [complain(path, '`lib` must be ES2022: Chromium 99 has no more')];
}
