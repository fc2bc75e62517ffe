/**
 * Lists and search over a county of 74,000 enterprises and 12,000 inspections: the server's processor time for one page of
 * 50 rows with its total, 95th percentile of each kind of query.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wholeList } from '../../shared/src/lists/list-query.ts';
import { enterpriseListSpec } from '../../shared/src/registry/enterprise-list.ts';
import { taskListSpec } from '../../shared/src/tasks/task-list.ts';
import { systemClock, systemRandom } from '../../sync-server/src/adapters/runtime.ts';
import { openSqliteStore } from '../../sync-server/src/adapters/sql/sql-store.ts';
import { fillDemo } from '../../sync-server/src/demo/fill-demo.ts';
import { taskList } from '../../sync-server/src/lists/lists.ts';
import type { Store } from '../../sync-server/src/ports/store.ts';
import { enterpriseList } from '../../sync-server/src/registry/registry-lists.ts';
import { percentile, printFigure } from './figures.ts';

const COUNTY = '620623';
const AGENCY = '620623-SCJG';
const QUERIES = 60;
const WARM_UP = 5;
const GOAL = 50;

export async function benchLists(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'liangma-lists-'));
  const store = await openSqliteStore(folder, 'bench');
  try {
    await fillDemo(store, { clock: systemClock, random: systemRandom }, 'county');
    console.log(`lists, p95 of ${QUERIES} queries of each kind`);
    for (const [what, ask] of await kindsOf(store)) {
      printFigure({ what, values: [await slowOf(ask)], unit: 'ms', goal: GOAL });
    }
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Ask = (i: number) => Promise<unknown>;

/** Texts are taken from rows spread over the whole register, so that no two queries are the same. */
async function kindsOf(store: Store): Promise<[string, Ask][]> {
  const deps = { store, clock: systemClock };
  const enterprises = await spread((after) =>
    enterpriseList(deps, COUNTY, { ...wholeList(enterpriseListSpec), limit: 500, after }),
  );
  const tasks = await spread((after) =>
    taskList(deps, { region: COUNTY }, { ...wholeList(taskListSpec), limit: 500, after }),
  );
  const inRegister = (q: (name: string, id: string) => string): Ask => {
    return (i) => {
      const { name, id } = enterprises[i % enterprises.length] as { name: string; id: string };
      return enterpriseList(deps, COUNTY, { ...wholeList(enterpriseListSpec), q: q(name, id) });
    };
  };
  const atDesk = (query: (i: number) => object): Ask => {
    return (i) => taskList(deps, { agency: AGENCY, region: COUNTY }, { ...wholeList(taskListSpec), ...query(i) });
  };
  const inCounty = (query: (i: number) => object): Ask => {
    return (i) => taskList(deps, { region: COUNTY }, { ...wholeList(taskListSpec), ...query(i) });
  };
  const task = (i: number) => tasks[i % tasks.length] as (typeof tasks)[number];
  return [
    ['enterprises, no search', inRegister(() => '')],
    ['enterprises, two characters of a name', inRegister((name) => name.slice(2, 4))],
    ['enterprises, four characters', inRegister((name) => name.slice(2, 6))],
    ['enterprises, two words', inRegister((name) => `天祝 ${name.slice(4, 6)}`)],
    ['enterprises, a word of most names (公司, 天祝)', (i) => inRegister(() => (i % 2 ? '公司' : '天祝'))(i)],
    ['enterprises, pinyin initials', (i) => inRegister(() => INITIALS[i % INITIALS.length] as string)(i)],
    ['enterprises, credit code by its beginning', inRegister((_, id) => id.slice(0, 12))],
    ['enterprises, nothing found', inRegister((name) => `${name.slice(0, 2)}没有`)],
    ['inspections of an agency, no search', atDesk(() => ({}))],
    ['inspections of an agency, one state', atDesk(() => ({ filters: { state: 'recorded' } }))],
    ['inspections of a county, an enterprise', inCounty((i) => ({ q: task(i).enterprise.name }))],
    ['inspections of a county, an officer', inCounty((i) => ({ q: task(i).officers[0]?.name }))],
    ['inspections of a county, a matter', inCounty((i) => ({ q: MATTERS[i % MATTERS.length] }))],
    [
      'inspections of a county, a common word and a state',
      inCounty(() => ({ q: '天祝', filters: { state: 'recorded' } })),
    ],
    ['inspections of a county, one month', inCounty(() => ({ filters: { from: '2026-10-01', to: '2026-10-31' } }))],
  ];
}

const INITIALS = ['tzxysp', 'xysp', 'kydyf', 'yxgs', 'jjcs', 'sp', 'hg', 'ny', 'ccd', 'qxc'];
const MATTERS = ['监督检查', '食品生产', '药品', '消防', '安全生产'];

/** Every row of the list at the desk is a candidate; one in so many is taken. */
async function spread<Row>(
  read: (after: string | undefined) => Promise<{ rows: readonly Row[]; next: string | null }>,
): Promise<Row[]> {
  const found: Row[] = [];
  let after: string | undefined;
  do {
    const page = await read(after);
    found.push(...page.rows.slice(0, QUERIES));
    after = page.next ?? undefined;
  } while (after !== undefined);
  const step = Math.max(1, Math.floor(found.length / QUERIES));
  return found.filter((_, i) => i % step === 0);
}

async function slowOf(ask: Ask): Promise<number> {
  for (let i = 0; i < WARM_UP; i++) await ask(i);
  const took: number[] = [];
  for (let i = 0; i < QUERIES; i++) {
    const before = process.cpuUsage();
    await ask(i);
    const { user, system } = process.cpuUsage(before);
    took.push((user + system) / 1000);
  }
  return percentile(took, 0.95);
}
