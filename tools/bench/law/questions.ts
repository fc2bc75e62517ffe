/** Questions of the desks to the server's own use cases: an application, the lists, the search for an enterprise. */

import { accountListSpec } from '@liangma/shared/access/account-list';
import type { Actor } from '@liangma/shared/access/authorise';
import { alertListSpec } from '@liangma/shared/alerts/alert-list';
import { DAY, dayOf, HOUR, startOfDay } from '@liangma/shared/kernel/instant';
import { type ListQuery, type ListSpec, wholeList } from '@liangma/shared/lists/list-query';
import type { ListReply } from '@liangma/shared/lists/list-reply';
import { matterListSpec } from '@liangma/shared/matters/matter-list';
import type { AgencyId } from '@liangma/shared/registry/agency';
import { agencyListSpec } from '@liangma/shared/registry/agency-list';
import type { EnterpriseId } from '@liangma/shared/registry/enterprise';
import { enterpriseListSpec } from '@liangma/shared/registry/enterprise-list';
import type { OfficerId } from '@liangma/shared/registry/officer';
import { officerListSpec } from '@liangma/shared/registry/officer-list';
import { whitelistListSpec } from '@liangma/shared/registry/whitelist-list';
import { reasonListSpec } from '@liangma/shared/tasks/reason-list';
import type { Application } from '@liangma/shared/tasks/task';
import { taskListSpec } from '@liangma/shared/tasks/task-list';
import { pinyinOf } from '../../../sync-server/src/adapters/sql/search/pinyin.ts';
import type { Random } from '../../../sync-server/src/demo/random.ts';
import type { Deps } from '../../../sync-server/src/deps.ts';
import { replyOf, taskList } from '../../../sync-server/src/lists/lists.ts';
import { matterList } from '../../../sync-server/src/matters/matter-list.ts';
import { findNumberedTask } from '../../../sync-server/src/ports/directory.ts';
import {
  agencyList,
  enterpriseList,
  officerList,
  whitelistList,
} from '../../../sync-server/src/registry/registry-lists.ts';
import { alertList, reasonList } from '../../../sync-server/src/supervision/supervision-lists.ts';
import { apply } from '../../../sync-server/src/tasks/applications.ts';
import { assessBatch } from '../../../sync-server/src/tasks/batch.ts';
import type { Sample, Samples } from './fill.ts';

export interface Question {
  readonly what: string;
  /** Milliseconds of its 95th percentile. */
  readonly goal: number;
  ask(sample: Sample): Promise<unknown>;
}

const ASSESS = 50;
const LIST = 100;
const SEARCH = 150;

const countyOf = ({ enterprise }: Sample): string => enterprise.region.slice(0, 6);
const prefectureOf = ({ enterprise }: Sample): string => enterprise.region.slice(0, 4);
const PROVINCE = '62';

/** Regions of the accounts that ask. */
const SCOPES = [
  ['county', countyOf],
  ['prefecture', prefectureOf],
  ['province', () => PROVINCE],
] as const;

export function questionsTo(deps: Deps, { rows }: Samples, random: Random): Question[] {
  const scopes = rows.enterprises > ONE_COUNTY ? SCOPES : SCOPES.slice(0, 1);
  return [
    ...applications(deps, random),
    ...ownLists(deps),
    ...scopes.flatMap(([scope, regionOf]) => lists(deps, scope, regionOf)),
    ...scopes.flatMap(([scope, regionOf]) => searches(deps, scope, regionOf, random)),
  ];
}

const ONE_COUNTY = 74_000;

function applications(deps: Deps, random: Random): Question[] {
  const asked = (sample: Sample): [Actor, Application] => [
    clerkOf(sample),
    applicationOf(sample, random, deps.clock.now()),
  ];
  return [
    {
      what: 'assess: facts and findings of one application',
      goal: ASSESS,
      ask: async (sample) => {
        const [actor, { enterprise, window, ...content }] = asked(sample);
        const [row] = await assessBatch(deps, actor, { content, targets: [{ enterprise, window, reasons: {} }] });
        if (!row?.known) throw new Error(`${enterprise} is not known`);
      },
    },
    {
      what: 'apply: the same and, where nothing blocks, the new task on disk',
      goal: ASSESS,
      ask: async (sample) => {
        const applied = await apply(deps, ...asked(sample));
        if (!applied.ok && applied.error.code !== 'findings') throw new Error(applied.error.code);
      },
    },
  ];
}

function clerkOf({ agency, ...sample }: Sample): Actor {
  const region = countyOf({ agency, ...sample });
  const own = { id: agency.id as AgencyId, name: agency.name };
  const post = { id: 'p', role: 'clerk', agency: own, region, from: 0, until: null } as const;
  return { account: 'clerk', name: '李春梅', posts: [post], agency: own, officer: null, region, demo: true };
}

/** A routine inspection in the coming weeks. */
function applicationOf({ enterprise, matters, officers }: Sample, random: Random, now: number): Application {
  const from = startOfDay(dayOf(now + (8 + random.int(20)) * DAY)) + 10 * HOUR;
  return {
    enterprise: enterprise.id as EnterpriseId,
    type: 'routine',
    source: 'annual-plan',
    matters: [...matters] as Application['matters'],
    officers: officers.map(({ id }) => id as OfficerId),
    assistants: 0,
    window: { from, to: from + 2 * HOUR },
    reference: null,
    whyOnSite: '需查看现场设施和实物，书面和共享数据无法核实。',
    offSite: 'none',
    reasons: { 'DUP-1': '对方机关检查的事项不同，无法合并进行。', 'GRADE-1': '上级机关部署的抽查，需要现场核实情况。' },
  };
}

/** A list as its first page, the page behind it, and a page of each filter. */
function listed<S extends ListSpec>(
  what: string,
  spec: S,
  read: (query: ListQuery<S>, sample: Sample) => Promise<ListReply<unknown>>,
  filters: Readonly<Record<string, (sample: Sample) => ListQuery<S>['filters']>> = {},
): Question[] {
  const all = wholeList(spec);
  const cursors = new Map<string, string | undefined>();
  return [
    { what: `${what}: first page`, goal: LIST, ask: (sample) => read(all, sample) },
    {
      what: `${what}: next page`,
      goal: LIST,
      ask: async (sample) => {
        const key = sample.enterprise.region.slice(0, 6);
        const after = cursors.get(key);
        const page = await read({ ...all, after }, sample);
        cursors.set(key, page.next ?? undefined);
      },
    },
    ...Object.entries(filters).map(
      ([name, filter]): Question => ({
        what: `${what}: ${name}`,
        goal: LIST,
        ask: (sample) => read({ ...all, filters: filter(sample) }, sample),
      }),
    ),
  ];
}

/** Lists of an agency. */
function ownLists(deps: Deps): Question[] {
  return [
    ...listed(
      'inspections of an agency',
      taskListSpec,
      (query, sample) => taskList(deps, { agency: sample.agency.id, region: countyOf(sample) }, query),
      {
        'waiting for approval': () => ({ state: 'applied' }),
        'of an officer': ({ officers }) => ({ officer: officers[0]?.id as OfficerId }),
        'of an enterprise': ({ enterprise }) => ({ enterprise: enterprise.id as EnterpriseId }),
        'of a month': () => ({ from: '2026-03-01', to: '2026-03-31' }),
      },
    ),
    ...listed('officers of an agency', officerListSpec, (query, sample) =>
      officerList(deps, { agency: sample.agency.id, region: countyOf(sample) }, query),
    ),
    ...listed('matters', matterListSpec, (query, sample) => matterList(deps, sample.agency.id, query)),
  ];
}

type RegionOf = (sample: Sample) => string;

/** Lists of a region. */
function lists(deps: Deps, scope: string, regionOf: RegionOf): Question[] {
  return [
    ...listed(
      `inspections of a ${scope}`,
      taskListSpec,
      (query, sample) => taskList(deps, { region: regionOf(sample) }, query),
      {
        recorded: () => ({ state: 'recorded' }),
        'of a matter': ({ matters }) => ({ matter: matters[0] as never }),
        'with open alerts': () => ({ with: 'alerts' }),
        evaluated: () => ({ with: 'evaluated' }),
      },
    ),
    ...listed(
      `enterprises of a ${scope}`,
      enterpriseListSpec,
      (query, sample) => enterpriseList(deps, regionOf(sample), query),
      { 'grade D': () => ({ grade: 'D' }), 'of a township': ({ enterprise }) => ({ region: enterprise.region }) },
    ),
    ...listed(
      `whitelist of a ${scope}`,
      whitelistListSpec,
      (query, sample) => whitelistList(deps, regionOf(sample), query),
      { 'that holds now': () => ({ state: 'current' }), 'of one county': (sample) => ({ region: countyOf(sample) }) },
    ),
    ...listed(
      `officers of a ${scope}`,
      officerListSpec,
      (query, sample) => officerList(deps, { region: regionOf(sample) }, query),
      { 'to be renewed': () => ({ state: 'renew' }) },
    ),
    ...listed(`agencies of a ${scope}`, agencyListSpec, (query, sample) => agencyList(deps, regionOf(sample), query), {
      unqualified: () => ({ state: 'unqualified' }),
    }),
    ...listed(`people of a ${scope}`, accountListSpec, (query, sample) =>
      deps.store.read((tx) =>
        replyOf(
          query,
          (asked) => tx.accounts.list({ scope: { region: regionOf(sample) }, query: asked }),
          (rows) => rows,
        ),
      ),
    ),
    ...listed(`alerts of a ${scope}`, alertListSpec, (query, sample) => alertList(deps, regionOf(sample), query), {
      grave: () => ({ severity: 'grave' }),
      closed: () => ({ state: 'closed' }),
    }),
    ...listed(`written reasons of a ${scope}`, reasonListSpec, (query, sample) =>
      reasonList(deps, regionOf(sample), query),
    ),
  ];
}

function searches(deps: Deps, scope: string, regionOf: RegionOf, random: Random): Question[] {
  const inRegister = (name: string, textOf: (sample: Sample) => string): Question => ({
    what: `search in a ${scope}: ${name}`,
    goal: SEARCH,
    ask: (sample) => enterpriseList(deps, regionOf(sample), { ...wholeList(enterpriseListSpec), q: textOf(sample) }),
  });
  const part = (text: string, length: number): string => {
    const from = random.int(Math.max(1, text.length - length));
    return text.slice(from, from + length);
  };
  const ofInspections = (name: string, textOf: (sample: Sample) => string): Question => ({
    what: `search of inspections in a ${scope}: ${name}`,
    goal: SEARCH,
    ask: (sample) => taskList(deps, { region: regionOf(sample) }, { ...wholeList(taskListSpec), q: textOf(sample) }),
  });
  return [
    inRegister('two characters of a name', ({ enterprise }) => part(enterprise.name, 2)),
    inRegister('four characters of a name', ({ enterprise }) => part(enterprise.name, 4)),
    inRegister('a whole name', ({ enterprise }) => enterprise.name),
    inRegister('a word of most names', () => random.pick(COMMON)),
    inRegister('four pinyin initials', ({ enterprise }) => part(pinyinOf(enterprise.name).initials, 4)),
    inRegister('a credit code', ({ enterprise }) => enterprise.id),
    inRegister('ten signs of a credit code', ({ enterprise }) => enterprise.id.slice(0, 10)),
    inRegister('four signs of a credit code', ({ enterprise }) => enterprise.id.slice(0, 4)),
    inRegister('nothing found', ({ enterprise }) => `${enterprise.name.slice(0, 2)}没有`),
    ofInspections('an enterprise', ({ enterprise }) => part(enterprise.name, 4)),
    ofInspections('an officer', ({ officers }) => officers[0]?.name ?? ''),
    ofInspections('a word of most names', () => random.pick(COMMON)),
    ofInspections('a check number', ({ number }) => number ?? '0000000000'),
    {
      what: `search in a ${scope}: check number at the door`,
      goal: SEARCH,
      ask: ({ number }) => deps.store.read((tx) => findNumberedTask(tx, number ?? '0000000000')),
    },
  ];
}

const COMMON = ['公司', '有限', '超市', '药店', '合作社', '天祝', '兰州'];
