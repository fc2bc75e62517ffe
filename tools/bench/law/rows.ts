/** Rows of the tables as the server itself writes them: the same documents, the same derived columns. */
import type { Actor } from '@liangma/shared/access/authorise';
import type { AlertLife } from '@liangma/shared/alerts/alert';
import { DAY, HOUR, type Instant, startOfYear, yearOf } from '@liangma/shared/kernel/instant';
import { countyOf, shardOf } from '@liangma/shared/kernel/regions';
import { markOf } from '@liangma/shared/protocol/scope-checksum';
import type { Agency } from '@liangma/shared/registry/agency';
import type { Enterprise } from '@liangma/shared/registry/enterprise';
import { NO_DETAILS } from '@liangma/shared/registry/enterprise-details';
import type { Officer } from '@liangma/shared/registry/officer';
import type { WhitelistEntry } from '@liangma/shared/registry/whitelist';
import type { Task } from '@liangma/shared/tasks/task';
import { whitelistRow } from '../../../sync-server/src/adapters/sql/enterprise-entries.ts';
import { officerRow } from '../../../sync-server/src/adapters/sql/officers.ts';
import { agencyRow } from '../../../sync-server/src/adapters/sql/registry.ts';
import { pinyinOf } from '../../../sync-server/src/adapters/sql/search/pinyin.ts';
import {
  accountDoc,
  agencyDoc,
  enterpriseDoc,
  enterpriseWords,
  officerDoc,
  taskDoc,
} from '../../../sync-server/src/adapters/sql/search/search-docs.ts';
import type { Random } from '../../../sync-server/src/demo/random.ts';
import type { Bulk } from './bulk.ts';

/** Feed numbers of the shards. */
export class Feeds {
  readonly #last = new Map<string, number>();

  next(shard: string): number {
    const seq = (this.#last.get(shard) ?? 0) + 1;
    this.#last.set(shard, seq);
    return seq;
  }

  write(bulk: Bulk): void {
    for (const [shard, value] of this.#last) {
      bulk.add('shards', { shard });
      bulk.add('counters', { shard, name: 'feed', value });
    }
  }
}

export function addAgency(bulk: Bulk, agency: Agency): void {
  bulk.add('agencies', agencyRow(agency));
  bulk.add('search_docs', agencyDoc(agency));
}

/** With the account of the officer. */
export function addOfficer(bulk: Bulk, officer: Officer, agency: Agency): void {
  const { id, name, phone } = officer;
  bulk.add('officers', { ...officerRow(officer), region: agency.region });
  bulk.add('search_docs', officerDoc(officer, agency.region));
  const actor: Actor = {
    account: id.toLowerCase(),
    name,
    posts: [],
    agency: { id: agency.id, name: agency.name },
    officer: id,
    region: agency.region,
    demo: true,
  };
  bulk.add('accounts', {
    id: actor.account,
    password: '',
    actor: JSON.stringify(actor),
    agency: agency.id,
    region: agency.region,
    pinyin: pinyinOf(name).full,
    phone,
    officer: id,
    first_password: 0,
    closed_at: null,
  });
  bulk.add('search_docs', accountDoc(actor));
}

export function addEnterprise(bulk: Bulk, enterprise: Enterprise, now: Instant, random: Random): void {
  const { id, region, grade } = enterprise;
  const shard = shardOf(region);
  const county = countyOf(region);
  const pinyin = pinyinOf(enterprise.name).full;
  const words = enterpriseWords(enterprise).join(' ');
  bulk.add('places', { kind: 'enterprise', id, shard });
  bulk.add('enterprises', { shard, id, region, county, pinyin, words, removed: 0, data: JSON.stringify(enterprise) });
  bulk.add('search_docs', enterpriseDoc(enterprise));
  const details = { ...NO_DETAILS, contacts: [{ name: '马强', phone: '0935-3120000' }] };
  bulk.add('enterprise_details', { shard, id, data: JSON.stringify(details) });
  const source = '年度评定';
  if (random.chance(0.5))
    bulk.add('enterprise_grades', {
      shard,
      enterprise: id,
      starts_on: '2026-01-01',
      at: now,
      grade,
      source,
      actor: 'x',
    });
  if (random.chance(0.02)) {
    const entry: WhitelistEntry = {
      id: 'listed',
      from: '2026-01-01',
      until: '2027-12-31',
      condition: '连续两年没有违法记录',
      document: '营商办〔2026〕3号',
      at: now,
      by: 'x',
      removed: null,
    };
    bulk.add('whitelist_entries', whitelistRow(shard, id, entry));
  }
}

export function addTask(bulk: Bulk, seq: number, task: Task, random: Random): void {
  const { id, rev, agency, enterprise, state, window, officers } = task;
  const shard = shardOf(enterprise.region);
  const county = countyOf(enterprise.region);
  const number = ('number' in task && task.number) || null;
  bulk.add('places', { kind: 'task', id, shard });
  if (number !== null) bulk.add('places', { kind: 'number', id: number, shard });
  bulk.add('tasks', {
    shard,
    id,
    seq,
    rev,
    agency: agency.id,
    enterprise: enterprise.id,
    county,
    state,
    starts_at: window.from,
    ends_at: window.to,
    number,
    reference: task.reference?.number ?? null,
    unconfirmed_since: null,
    unfiled_since: null,
    data: JSON.stringify(task),
  });
  bulk.add('search_docs', taskDoc(task));
  const isSent = state !== 'applied';
  for (const { id: officer } of officers) {
    const feed = { seq: isSent ? seq : null, mark: isSent ? markOf(id, rev) : null };
    bulk.add('task_officers', { shard, officer, task: id, ...feed });
  }
  if (isSent) addTraces(bulk, task, random);
}

/** Alerts, evaluations and written reasons that some inspections leave. */
function addTraces(bulk: Bulk, task: Task, random: Random): void {
  const { id, agency, enterprise, window } = task;
  const place = { shard: shardOf(enterprise.region), county: countyOf(enterprise.region) };
  const at = window.from;
  if (random.chance(0.02)) bulk.add('alerts', { ...alertOf(task, random), ...place });
  if (random.chance(0.08)) {
    const received = { device_seq: 1, at, received_at: window.to + HOUR, counts: 1, overall: 'satisfied', data: '{}' };
    bulk.add('evaluations', { ...place, task: id, device: 'd', ...received });
  }
  if (random.chance(0.01)) bulk.add('reasons', { ...place, task: id, rule: 'DUP-1', agency: agency.id, at });
}

const CODES = [
  { code: 'pace-exceeded', rule: 'FREQ-4', severity: 'notice' },
  { code: 'recorded-without-scan', rule: 'SHOW-3', severity: 'grave' },
  { code: 'recorded-outside-window', rule: 'SHOW-4', severity: 'check' },
  { code: 'result-late', rule: 'RES-1', severity: 'check' },
] as const;

/** Most alerts of earlier years are closed. */
function alertOf({ id: task, agency, window }: Task, random: Random) {
  const at = window.to;
  const isOpen = at > startOfYear(yearOf(at)) + 300 * DAY && random.chance(0.5);
  const by = { at: at + DAY, by: 'x', name: '赵敏' };
  const life: AlertLife = isOpen
    ? { state: 'open', owner: null, steps: [] }
    : {
        state: 'closed',
        owner: null,
        steps: [{ step: 'closed', ...by, words: '已核实' }],
        closed: { ...by, note: '已核实' },
      };
  return {
    ...random.pick(CODES),
    id: task,
    subject_kind: 'task',
    subject: task,
    task,
    agency: agency.id,
    at,
    last_at: at,
    count: 1,
    state: life.state,
    owner: null,
    deadline: null,
    asked: 0,
    key: task,
    event: '',
    device: '',
    missing: null,
    data: JSON.stringify({ occurrences: [{ at, event: '', evidence: {} }], life }),
  };
}
