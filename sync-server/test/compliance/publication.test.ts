/** Publishing the list of matters: rows go into a draft, a version comes of it, codes and old versions stay. */
import { rowFromMatter } from '@liangma/shared/matters/matter-row';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { matterOf } from '../../src/demo/matters.ts';
import { importFile } from '../../src/registry/import/import-file.ts';
import { matterKind } from '../../src/registry/import/matter-kind.ts';
import { type Client, startServer, type TestServer } from '../harness.ts';

let server: TestServer;
let clerk: Client;
let county: Client;
let province: Client;
beforeAll(async () => {
  server = await startServer();
  [clerk, county] = [await server.as('lichunmei'), await server.as('liuzhiqiang')];
  province = await server.as('sunlihua');
});
afterAll(() => server.stop());

const wish = { document: '甘市监发〔2026〕88号', publisher: '甘肃省市场监督管理局', day: '2026-11-24' };
const state = async (client = province) => (await client.get('/api/matters/publications')).body;

/** Imports rows of a table as the registry's import does. */
async function importRows(...rows: Record<string, string>[]) {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map((row) => columns.map((name) => row[name] ?? ''))];
  const source = {
    name: 'matters.csv',
    prepare: async () => undefined,
    hash: async () => 'a'.repeat(64),
    otherSheets: async () => [],
    async *rows() {
      yield lines.map((cells, i) => ({ line: i + 1, cells }));
    },
  };
  return importFile(server.deps, matterKind, {
    source,
    actor: 'sunlihua',
    scope: { region: '' },
    dryRun: false,
  } as never);
}

test('imported rows are a draft: the list in force stays until somebody publishes it', async () => {
  expect((await province.post('/api/matters/publications', wish)).body.code).toBe('nothing-new');
  const changed = { ...rowFromMatter(matterOf('M902')), title: '定量包装商品净含量计量监督检查' };
  const added = { ...rowFromMatter(matterOf('M902')), id: 'M990', title: '新增事项' };
  const report = await importRows(changed, added);
  expect(report).toMatchObject({ ok: true, imported: true, new: 1, changed: 1 });
  expect(await state()).toMatchObject({
    version: 1,
    publications: [],
    change: { added: ['M990'], changed: ['M902'], removed: [] },
    titles: { M990: '新增事项', M902: '定量包装商品净含量计量监督检查' },
    mayPublish: true,
  });
  expect((await clerk.get('/api/matters')).body.version).toBe(1);
});

test('the administrator of the widest region alone publishes, with document and day', async () => {
  expect((await clerk.post('/api/matters/publications', wish)).status).toBe(403);
  expect((await county.post('/api/matters/publications', wish)).status).toBe(403);
  expect((await state(county)).mayPublish).toBe(false);
  const later = { ...wish, day: '2026-11-25' };
  expect((await province.post('/api/matters/publications', later)).body.code).toBe('in-future');
  const { body } = await province.post('/api/matters/publications', wish);
  expect(body).toMatchObject({ version: 2, ...wish, byName: '孙丽华' });
});

test('[SYNC-6] the published version is in force and signed, and the one before is kept', async () => {
  const { version, matters } = (await clerk.get('/api/matters')).body;
  expect([version, matters.find(({ id }: { id: string }) => id === 'M902').title]).toEqual([
    2,
    '定量包装商品净含量计量监督检查',
  ]);
  expect((await server.deps.trust.opened()).catalog).toMatchObject({ version: 2 });
  expect((await server.deps.trust.opened()).catalog.matters.get('M990')?.title).toBe('新增事项');
  const before = await server.deps.store.read((tx) => tx.matters.ofVersion(1));
  expect(before.find(({ id }) => id === 'M902')?.title).toBe('定量包装商品计量检查');
  expect((await state()).change).toEqual({ added: [], changed: [], removed: [] });
});

test('a matter that is left out of the draft leaves the list with the next version', async () => {
  const dropped = await province.raw('/api/matters/draft/M990', { method: 'DELETE' });
  expect(dropped.body).toEqual({ added: [], changed: [], removed: ['M990'] });
  expect((await province.post('/api/matters/publications', wish)).body.version).toBe(3);
  expect((await state()).publications.map(({ version }: { version: number }) => version)).toEqual([3, 2]);
  expect((await clerk.get('/api/matters')).body.matters.some(({ id }: { id: string }) => id === 'M990')).toBe(false);
});

test('[MAT-3] the report names matters that nobody used for five years', async () => {
  expect((await state()).unused).toEqual([]);
  server.clock.at += 6 * 366 * 86_400_000;
  const later = await server.as('sunlihua');
  const { unused } = await state(later);
  expect(unused.length).toBeGreaterThan(10);
  expect(unused.every(({ lastUse }: { lastUse: string | null }) => lastUse === null || lastUse < '2027-12-01')).toBe(
    true,
  );
});
