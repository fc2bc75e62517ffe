/** Calendar of a county and of an agency, and the absences of officers. */
import { DAY, dayOf } from '@liangma/shared/kernel/instant';
import type { Calendar } from '@liangma/shared/tasks/calendar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';

let server: TestServer;
let [clerk, head, inspector, administrator, supervisor, lawyer] = [] as unknown as Client[] as [
  Client,
  Client,
  Client,
  Client,
  Client,
  Client,
];
const PEOPLE = ['lichunmei', 'mayongcheng', 'wangjianguo', 'liuzhiqiang', 'zhangwei', 'hejing'];
const AGENCY = '620623-SCJG';
const day = (days: number): string => dayOf(NINE_O_CLOCK + days * DAY);
const days = `from=${day(-14)}&to=${day(14)}`;
const calendarOf = async (who: Client, more = ''): Promise<Calendar> =>
  (await who.get(`/api/calendar?${days}${more}`)).body;

beforeAll(async () => {
  server = await startServer();
  const clients = await Promise.all(PEOPLE.map((name) => server.as(name)));
  [clerk, head, inspector, administrator, supervisor, lawyer] = clients as typeof clients &
    [Client, Client, Client, Client, Client, Client];
});
afterAll(() => server.stop());

test('a county administrator and a supervisor see all agencies of the county, with their officers and visits', async () => {
  const whole = await calendarOf(administrator);
  expect([whole.scope, whole.region]).toEqual(['region', '620623']);
  expect(new Set(whole.visits.map(({ agency }) => agency.id)).size).toBeGreaterThan(3);
  expect(whole.visits.every(({ task, officers }) => task !== null && officers.length > 0)).toBe(true);
  expect(whole.officers.every((officer) => !('phone' in officer))).toBe(true);
  expect(await calendarOf(supervisor, '&region=620623')).toEqual(whole);
  expect((await supervisor.get(`/api/calendar?${days}&region=620102`)).status).toBe(403);
  expect((await administrator.get(`/api/calendar?from=${day(0)}&to=${day(60)}`)).status).toBe(400);
});

test('[DUP-1] an agency sees itself in full, and of others only visits that could be merged, without their officers', async () => {
  const own = await calendarOf(clerk);
  const whole = await calendarOf(administrator);
  const [mine, others] = [true, false].map((is) => own.visits.filter(({ agency }) => (agency.id === AGENCY) === is));
  expect(mine).toEqual(whole.visits.filter(({ agency }) => agency.id === AGENCY));
  expect(new Set(own.officers.map(({ agency }) => agency))).toEqual(new Set([AGENCY]));
  expect(others?.length).toBeGreaterThan(0);
  expect(others?.every(({ task, officers }) => task === null && officers.length === 0)).toBe(true);
  const names = new Set(mine?.map(({ enterprise }) => enterprise.name));
  expect(others?.every(({ enterprise }) => enterprise.name === '' || names.has(enterprise.name))).toBe(true);
});

test('an absence is entered by the agency or by the officer himself, shown in the calendar, and taken back', async () => {
  const { officers } = (await clerk.get('/api/registry/officers')).body;
  const idOf = (name: string): string => officers.find((one: { name: string }) => one.name === name).id;
  const terms = { officer: idOf('王建国'), from: day(1), to: day(3), kind: 'annual' };
  const enter = (who: Client, changes: object = {}) => who.post('/api/leaves', { ...terms, ...changes });
  expect((await enter(lawyer)).status).toBe(403);
  expect((await enter(inspector, { officer: idOf('卓玛') })).body.code).toBe('forbidden');
  expect((await enter(clerk, { to: day(0) })).body.code).toBe('bad-request');
  expect((await enter(clerk, { officer: 'O99999999999' })).body.code).toBe('not-found');
  const entered = await enter(inspector);
  expect([entered.status, entered.body.leave]).toMatchObject([201, { ...terms, agency: AGENCY, by: 'wangjianguo' }]);
  expect((await enter(head, { from: day(3), to: day(5) })).body.code).toBe('wrong-state');
  expect((await enter(head, { from: day(4), to: day(5), kind: 'sick' })).status).toBe(201);
  const listed = async () =>
    (await lawyer.get(`/api/leaves?from=${day(0)}`)).body.leaves.map((one: { kind: string }) => one.kind);
  expect(await listed()).toEqual(['annual', 'sick']);
  const { from, to, officer } = terms;
  expect((await calendarOf(administrator)).leaves).toContainEqual({ officer, from, to });
  const remove = (who: Client) => who.post(`/api/leaves/${entered.body.leave.id}/removal`, {});
  expect((await remove(administrator)).status).toBe(404);
  expect((await remove(inspector)).status).toBe(200);
  expect((await remove(clerk)).status).toBe(404);
  expect(await listed()).toEqual(['sick']);
  // Within one millisecond ids have no order.
  const audit = await server.deps.store.read((tx) => tx.audit.ofSubject('6206', entered.body.leave.id));
  expect(audit.map(({ action }) => action).sort()).toEqual(['leave.enter', 'leave.remove']);
});
