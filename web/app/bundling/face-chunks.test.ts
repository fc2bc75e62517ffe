import { expect, test } from 'vitest';
import { chunksOf, type Graph } from './face-chunks.ts';

const APP = '/web/app/src';

test('a module that faces share is in the chunk of these faces; one of a single page or of the office alone is in none', () => {
  const graph = graphOf({
    '/kit/entry.js': [[`${APP}/shell.ts`]],
    ...page('field/+page.svelte', [`${APP}/shell.ts`, `${APP}/list.ts`, `${APP}/both.ts`]),
    ...page('field/scan/+page.svelte', [`${APP}/list.ts`, `${APP}/forms.ts`, `${APP}/once.ts`]),
    ...page('field/issue/+page.svelte', [`${APP}/forms.ts`]),
    ...page('desk/+page.svelte', [`${APP}/both.ts`, `${APP}/tables.ts`]),
    ...page('desk/rules/+page.svelte', [`${APP}/tables.ts`]),
  });
  expect(namesIn(graph)).toEqual({
    'shell.ts': 'shell',
    'list.ts': 'field-list',
    'both.ts': 'field-list.office-home',
    'forms.ts': 'field',
  });
});

test('what the field loads behind its list is one chunk, without the packages that only some phones need', () => {
  const graph = graphOf({
    ...page('field/+page.svelte', [`${APP}/open.ts`]),
    [`${APP}/open.ts`]: [[], [`${APP}/device.ts`, `${APP}/drafts.ts`, '/web/common/src/scanner/scanner.ts']],
    [`${APP}/device.ts`]: [[`${APP}/database.ts`]],
    [`${APP}/drafts.ts`]: [[`${APP}/database.ts`]],
  });
  expect(namesIn(graph)).toEqual({ 'database.ts': 'field-device' });
});

test('an import is in the chunk of its importer or in one that is made earlier', () => {
  const graph = graphOf({
    ...page('field/+page.svelte', [`${APP}/list.ts`]),
    ...page('kiosk/+page.svelte', [`${APP}/verify.ts`]),
    ...page('field/scan/+page.svelte', [`${APP}/list.ts`, `${APP}/verify.ts`]),
    [`${APP}/list.ts`]: [[`${APP}/dates.ts`]],
    [`${APP}/verify.ts`]: [[`${APP}/dates.ts`]],
  });
  const chunks = chunksOf(graph);
  const rankOf = (file: string) => chunks.get(`${APP}/${file}`)?.rank ?? 0;
  expect(rankOf('dates.ts')).toBeGreaterThan(rankOf('list.ts'));
  expect(rankOf('dates.ts')).toBeGreaterThan(rankOf('verify.ts'));
});

test('what Kit’s entry imports is apart from all that reads what the entry sets', () => {
  const kit = '/node_modules/@sveltejs/kit/src/runtime';
  const graph = graphOf({
    [`${kit}/client/entry.js`]: [['preload-helper.js'], [`${kit}/client/client-entry.js`]],
    ...page('+layout.svelte', ['preload-helper.js', `${kit}/app/env/client.js`]),
  });
  expect(namesIn(graph)).toMatchObject({ 'preload-helper.js': 'start', [`${kit}/app/env/client.js`]: 'kit' });
});

test('a page of no face stops the build', () => {
  expect(() => chunksOf(graphOf(page('theatre/+page.svelte', [])))).toThrow('theatre/+page.svelte belongs to no face');
});

type Links = readonly [imports?: readonly string[], later?: readonly string[]];

let pages = 0;
/** A page as Kit makes it: an entry that imports its route's file. */
function page(route: string, imports: readonly string[]): Record<string, Links> {
  const file = `/web/app/src/routes/${route}`;
  return { [`/generated/build/client-optimized/nodes/${pages++}.js`]: [[file]], [file]: [imports] };
}

function graphOf(modules: Readonly<Record<string, Links>>): Graph {
  const named = Object.values(modules).flatMap(([imports = [], later = []]) => [...imports, ...later]);
  const ids = [...new Set([...Object.keys(modules), ...named])];
  return new Map(
    ids.map((id) => {
      const [importedIds = [], dynamicallyImportedIds = []] = modules[id] ?? [];
      const isEntry = id.startsWith('/kit/') || /\/nodes\/|\/client\/entry\.js$/.test(id);
      return [id, { importedIds: [...importedIds], dynamicallyImportedIds: [...dynamicallyImportedIds], isEntry }];
    }),
  );
}

const namesIn = (graph: Graph): Record<string, string> =>
  Object.fromEntries([...chunksOf(graph)].map(([id, { name }]) => [id.replace(`${APP}/`, ''), name]));
