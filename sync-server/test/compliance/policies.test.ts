/** Thresholds and calendar over the API: who may set what, when it acts, and that it reaches phones. */
import { readRules } from '@liangma/shared/compliance/rulebook';
import { FIRST_ROWS } from '@liangma/shared/defaults/policy';
import { NOTICES } from '@liangma/shared/defaults/working-years';
import { DAY } from '@liangma/shared/kernel/instant';
import { openRules } from '@liangma/shared/trust/rules';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storedPolicies } from '../../src/compliance/policy-source.ts';
import { applicationFor } from '../application.ts';
import { type Client, startServer, type TestServer } from '../harness.ts';

let server: TestServer;
let clerk: Client;
let county: Client;
let province: Client;
beforeAll(async () => {
  server = await startServer({ stored: true });
  [clerk, county] = [await server.as('lichunmei'), await server.as('liuzhiqiang')];
  province = await server.as('sunlihua');
});
afterAll(() => server.stop());

const wish = {
  name: 'longestWindow',
  region: '620623',
  effectiveFrom: '2026-11-24',
  value: 3 * DAY,
  binding: false,
  document: '天司发〔2026〕9号',
};
const longest = async (client: Client, region = '620623') =>
  (await client.get(`/api/policy?region=${region}`)).body.longestWindow / DAY;

test('a new store begins with the first rows and the published years', async () => {
  const { rows, calendar, today } = (await clerk.get('/api/policy/rows')).body;
  expect(rows).toEqual(expect.arrayContaining([...FIRST_ROWS]));
  expect([calendar, today]).toEqual([NOTICES, '2026-11-24']);
});

test('a county sets its own value within bounds, and another county does not see it', async () => {
  expect((await clerk.post('/api/policy/rows', wish)).status).toBe(403);
  expect((await county.post('/api/policy/rows', { ...wish, region: '620622' })).status).toBe(403);
  expect((await county.post('/api/policy/rows', { ...wish, value: 90 * DAY })).body.code).toBe('out-of-bounds');
  expect((await county.post('/api/policy/rows', { ...wish, effectiveFrom: '2026-11-23' })).body.code).toBe(
    'in-the-past',
  );
  expect((await county.post('/api/policy/rows', wish)).body).toMatchObject({ ...wish, byName: '刘志强' });
  expect([await longest(clerk), await longest(clerk, '620622')]).toEqual([3, 5]);
});

test('a binding value of the province holds from its day on, and a looser one below it is refused', async () => {
  const binding = { ...wish, region: '62', effectiveFrom: '2026-11-26', value: 2 * DAY, binding: true };
  expect((await county.post('/api/policy/rows', binding)).status).toBe(403);
  expect((await province.post('/api/policy/rows', binding)).status).toBe(200);
  expect(await longest(clerk)).toBe(3);
  const later = { ...wish, effectiveFrom: '2026-11-27' };
  expect((await county.post('/api/policy/rows', later)).body.code).toBe('looser-than-superior');
  const onDay = (region: string) => server.deps.policies.at(region, server.clock.at + 2 * DAY).longestWindow / DAY;
  expect([onDay('620623'), onDay('620622')]).toEqual([2, 2]);
});

test('[APR-3] desk and server judge by the row: a longer window is blocked', async () => {
  const application = await applicationFor(clerk);
  const facts = (await clerk.get(`/api/applications/facts?enterprise=${application.enterprise}`)).body;
  expect(facts.policy.longestWindow).toBe(3 * DAY);
  const window = { from: application.window.from, to: application.window.from + 4 * DAY };
  const { findings } = (await clerk.post('/api/tasks', { application: { ...application, window } })).body;
  expect(findings.map(({ code }: { code: string }) => code)).toEqual(['window-too-long']);
});

test('the notice of a year replaces the provisional one and is imported by the widest administrator alone', async () => {
  const notice = { year: 2027, document: '国办发明电〔2026〕示例号', provisional: false, holidays: [], workdays: [] };
  expect((await county.post('/api/policy/calendar', notice)).status).toBe(403);
  expect((await province.post('/api/policy/calendar', { ...notice, workdays: ['2027-02-19'] })).status).toBe(400);
  expect((await province.post('/api/policy/calendar', notice)).body).toEqual(notice);
  expect((await province.post('/api/policy/calendar', { ...notice, provisional: true })).body.code).toBe(
    'year-settled',
  );
  const { calendar } = (await clerk.get('/api/policy/rows')).body;
  expect(calendar.at(-1)).toEqual(notice);
});

test('the signed catalog carries rows and calendar; what is set is audited', async () => {
  const { catalog } = await server.deps.trust.files();
  const { keys } = await server.deps.trust.opened();
  const opened = await openRules(catalog, keys, server.deps.signatures.verify);
  const rules = opened.ok ? readRules(opened.value.rules) : undefined;
  const set = rules?.rows.filter(({ name, region }) => name === 'longestWindow' && region !== '');
  expect(set?.map(({ region }) => region).sort()).toEqual(['62', '620623']);
  expect(rules?.calendar.at(-1)).toMatchObject({ year: 2027, provisional: false });
  const audited = await server.deps.store.read((tx) => tx.audit.ofSubject('', '2027 国办发明电〔2026〕示例号'));
  expect(audited.map(({ action, actor }) => [action, actor])).toEqual([['calendar.import', 'sunlihua']]);
});

test('another server over the same store reads what was set', async () => {
  const other = storedPolicies(server.deps, { rows: FIRST_ROWS, years: NOTICES });
  await other.refresh();
  expect(other.at('620623', server.clock.at).longestWindow).toBe(3 * DAY);
});
