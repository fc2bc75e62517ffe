/** Templates of applications: of one agency, replaced by name, renamed, removed. */
import { MAX_TEMPLATES } from '@liangma/shared/tasks/templates/application-template';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applicationFor } from '../application.ts';
import { type Client, startServer, type TestServer } from '../harness.ts';

let server: TestServer;
let [clerk, head] = [] as unknown as [Client, Client];
beforeAll(async () => {
  server = await startServer();
  [clerk, head] = (await Promise.all(['lichunmei', 'mayongcheng'].map((name) => server.as(name)))) as [Client, Client];
});
afterAll(() => server.stop());

test('a template is saved, replaced by its name, renamed, and removed; only clerks have them', async () => {
  const { type, source, matters, officers, assistants, offSite, whyOnSite } = await applicationFor(clerk);
  const terms = {
    name: '餐饮日常',
    type,
    source,
    matters,
    officers,
    assistants,
    offSite,
    whyOnSite,
    from: '09:30',
    minutes: 90,
  };
  const save = (changes: object = {}) => clerk.post('/api/templates', { ...terms, ...changes });
  const names = async () => (await clerk.get('/api/templates')).body.templates.map((one: { name: string }) => one.name);
  expect((await head.get('/api/templates')).status).toBe(403);
  expect((await save({ name: ' ' })).body.code).toBe('bad-request');
  expect((await save({ from: '25:00' })).body.code).toBe('bad-request');
  const { template } = (await save()).body;
  expect(template).toMatchObject({ ...terms, agency: '620623-SCJG', by: 'lichunmei' });
  const replaced = (await save({ minutes: 60 })).body.template;
  expect([replaced.id, replaced.minutes]).toEqual([template.id, 60]);
  for (let n = 2; n <= MAX_TEMPLATES; n++) expect((await save({ name: `模板 ${n}` })).status).toBe(201);
  expect((await save({ name: '多一个' })).body.code).toBe('out-of-bounds');
  expect((await save({ minutes: 45 })).status).toBe(201);
  expect(Object.keys(template.names).sort()).toEqual([...matters, ...officers].sort());
  const rename = (name: string) => clerk.post(`/api/templates/${template.id}/name`, { name });
  expect((await rename('模板 2')).body.code).toBe('name-taken');
  expect((await rename(' ')).body.code).toBe('bad-request');
  expect((await rename('餐饮例行')).body.template).toMatchObject({ id: template.id, name: '餐饮例行', matters });
  expect(await names()).not.toContain('餐饮日常');
  const remove = () => clerk.post(`/api/templates/${template.id}/removal`, {});
  expect((await remove()).status).toBe(200);
  expect((await remove()).body.code).toBe('not-found');
  expect((await rename('再改')).body.code).toBe('not-found');
  expect(await names()).not.toContain('餐饮例行');
});
