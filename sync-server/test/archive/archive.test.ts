/** Archive of official documents, with a printer that makes the least PDF there is. */
import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import type { ArchivedPaper } from '@liangma/shared/tasks/papers/archived-paper';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { archivePapers } from '../../src/archive/archive.ts';
import { settlePdf } from '../../src/archive/pdf.ts';
import type { Deps } from '../../src/deps.ts';
import { scheduler } from '../../src/jobs/scheduler.ts';
import { upkeep } from '../../src/jobs/upkeep.ts';
import type { Paper, Printer } from '../../src/ports/printer.ts';
import { noted } from '../../src/ports/store.ts';
import { applicationFor, issueTask } from '../application.ts';
import { type Client, NINE_O_CLOCK, startServer, type TestServer } from '../harness.ts';

const hexOf = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase();

/** Prints a PDF of two pages that names its officers; `at` is the moment of printing. */
const pdfOf = ({ title, task }: Paper, at = '20261201043000'): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    Buffer.from(
      [
        '%PDF-1.4',
        `1 0 obj <</Title <FEFF${hexOf(title)}> /CreationDate (D:${at}+00'00') /ModDate (D:${at}+00'00')>> endobj`,
        '2 0 obj <</Type /Pages\n/Count 2\n/Kids [3 0 R 4 0 R]>> endobj',
        `% ${task.officers.map(({ id }) => id).join(' ')} ${task.opinions?.length ?? 0}`,
      ].join('\n'),
      'latin1',
    ),
  );

let server: TestServer;
let [clerk, head, clock] = [] as unknown as [Client, Client, TestServer['clock']];
let printed: Paper[] = [];
const printer: Printer = {
  state: 'ready',
  print: async (paper) => {
    printed.push(paper);
    return pdfOf(paper);
  },
};
beforeAll(async () => {
  server = await startServer();
  ({ clock } = server);
  [clerk, head] = (await Promise.all(['lichunmei', 'mayongcheng'].map((name) => server.as(name)))) as [Client, Client];
});
afterAll(() => server.stop());

const runJobs = (changes: Partial<Deps> = { printer }): Promise<void> => {
  const deps = { ...server.deps, ...changes };
  return scheduler(deps, { sweeps: [], deadlines: upkeep(deps).deadlines }).runDue();
};
const archiveOf = async (task: string) => (await clerk.get(`/api/papers/${task}`)).body;

/** At another shop and on another day; some shops of the demo are on the whitelist. */
async function elsewhere(n: number): Promise<object> {
  const { enterprises } = (await clerk.get('/api/registry/enterprises?limit=12')).body;
  const from = NINE_O_CLOCK + (20 + n) * DAY;
  return {
    enterprise: enterprises[2 + n].id,
    matters: ['M058'],
    window: { from, to: from + HOUR },
    reasons: { 'WL-1': '上级督办的安全隐患，须现场核实。' },
  };
}

test('an approval is archived by a job: the form and the notice, under their hashes, with the date of the decision', async () => {
  const task = await issueTask(clerk, head);
  expect(await archiveOf(task.id)).toEqual({ papers: [], printer: 'no-browser', isWaiting: true });
  clock.at += HOUR;
  await runJobs();
  expect(printed.map(({ kind, title, matters }) => [kind, title, matters.length])).toEqual([
    ['approval-form', `行政检查审批表 ${task.documentNumber}`, 2],
    ['notice', `行政检查通知书 ${task.documentNumber}`, 2],
  ]);
  const { papers, isWaiting } = await archiveOf(task.id);
  expect(isWaiting).toBe(false);
  expect(papers).toMatchObject([
    { kind: 'approval-form', pages: 2, decidedAt: NINE_O_CLOCK, archivedAt: NINE_O_CLOCK + HOUR },
    { kind: 'notice', pages: 2 },
  ]);
  const [, notice] = papers as ArchivedPaper[];
  const file = await clerk.get(`/api/papers/${task.id}/${notice?.hash}`);
  expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(decodeURIComponent(file.headers.get('content-disposition') ?? '')).toContain(`${notice?.title}.pdf`);
  expect(Buffer.from(file.body).toString('latin1')).toContain(
    `(D:${new Date(NINE_O_CLOCK).toISOString().replace(/\D/g, '').slice(0, 14)}+00'00')`,
  );
  expect((await clerk.get(`/api/papers/${task.id}/${'0'.repeat(64)}`)).body.code).toBe('not-found');
});

test('the notice names the clerk and the telephone of the agency, where the register knows one', async () => {
  printed = [];
  const { id, agency } = await issueTask(clerk, head, await elsewhere(8));
  const contact = async () => (await clerk.get(`/api/tasks/${id}`)).body.contact;
  expect(await contact()).toBeNull();
  await server.deps.store.write(async (tx) => {
    const known = await tx.registry.agency(agency.id);
    if (known) await tx.registry.saveAgencies([{ ...known, phone: '0935-3120000' }]);
    return noted(undefined);
  });
  expect(await contact()).toEqual({ name: '李春梅', phone: '0935-3120000' });
  await runJobs();
  expect(printed.find(({ kind }) => kind === 'notice')?.contact).toEqual(await contact());
});

test('a job that is repeated adds nothing; a task that changes gets a further paper, and the first one stays', async () => {
  const application = { ...(await applicationFor(clerk)), ...(await elsewhere(1)) };
  const { id, rev } = (await clerk.post('/api/tasks', { application })).body.task;
  await head.post(`/api/tasks/${id}/reject`, { rev, reason: '同一事项本月已由市局检查，不宜重复入企。' });
  await runJobs();
  const first = (await archiveOf(id)).papers;
  expect(first).toMatchObject([{ kind: 'approval-form' }]);
  const deps = { ...server.deps, printer };
  await archivePapers(deps, { subject: id, dueAt: first[0].decidedAt });
  expect((await archiveOf(id)).papers).toEqual(first);
  await archivePapers(deps, { subject: id, dueAt: first[0].decidedAt + HOUR });
  expect((await archiveOf(id)).papers).toEqual([
    ...first,
    expect.objectContaining({ decidedAt: first[0].decidedAt + HOUR }),
  ]);
});

test('without a browser nothing fails and decisions wait; a browser that breaks is tried again, and other jobs go on', async () => {
  printed = [];
  const { id } = await issueTask(clerk, head, await elsewhere(2));
  await runJobs({});
  clock.at += 3 * HOUR;
  const operator = await server.as('liuzhiqiang');
  const state = async () => (await operator.get('/api/operation')).body;
  expect(await state()).toMatchObject({
    jobsOverdue: 0,
    archive: { printer: 'no-browser', waiting: 1, failing: 0 },
  });
  expect((await archiveOf(id)).isWaiting).toBe(true);
  await runJobs({ printer: { state: 'ready', print: () => Promise.reject(new Error('cannot start')) } });
  expect((await state()).archive).toMatchObject({ waiting: 1, failing: 1 });
  clock.at += HOUR;
  await runJobs({ printer: { state: 'ready', print: async (paper) => pdfOf({ ...paper, title: '' }) } });
  expect((await archiveOf(id)).papers).toEqual([]);
  clock.at += HOUR;
  await runJobs();
  expect((await archiveOf(id)).papers).toHaveLength(2);
  expect((await state()).archive).toMatchObject({ waiting: 0, failing: 0 });
});

test('a paper is given to readers of its task alone', async () => {
  const { id } = await issueTask(clerk, head, await elsewhere(3));
  const other = await server.as('sunlihua');
  expect((await other.get(`/api/papers/${id}`)).status).toBe(403);
  expect((await server.anonymous.get(`/api/papers/${id}`)).status).toBe(401);
});

test('only a PDF that shows its document is settled, and it is the same whenever it is printed', () => {
  const paper = { title: '行政检查通知书', task: { officers: [] } } as unknown as Paper;
  const [one, later] = [pdfOf(paper), pdfOf(paper, '20270101000000')].map((pdf) =>
    settlePdf(pdf, paper.title, NINE_O_CLOCK),
  );
  expect(one).toMatchObject({ ok: true, value: { pages: 2 } });
  expect(later).toEqual(one);
  expect(settlePdf(pdfOf(paper), '另一份', NINE_O_CLOCK)).toEqual({ ok: false, error: 'not-drawn' });
  expect(settlePdf(new Uint8Array([1, 2, 3]), paper.title, NINE_O_CLOCK)).toEqual({ ok: false, error: 'not-a-pdf' });
});
