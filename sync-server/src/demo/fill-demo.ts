/** Fills an empty store with the demo county. Everybody in it is invented and marked as demo. */

import { DAY, dayOf, type Instant } from '@liangma/shared/kernel/instant';
import { shardOf } from '@liangma/shared/kernel/regions';
import type { Enterprise } from '@liangma/shared/registry/enterprise';
import { NO_DETAILS } from '@liangma/shared/registry/enterprise-details';
import type { Task } from '@liangma/shared/tasks/task';
import type { Account } from '../accounts/repository.ts';
import { hashPassword, PUBLIC_PASSWORD_COST } from '../adapters/crypto/passwords.ts';
import type { StoredSuspension } from '../officers/repository.ts';
import { newId } from '../ports/audit.ts';
import { addTask } from '../ports/directory.ts';
import type { Clock, Random } from '../ports/runtime.ts';
import { committed, type Store, unchanged, type Writes } from '../ports/store.ts';
import { DEMO_POLICIES, demoCounty } from './county.ts';

export type DemoSize = 'small' | 'county';

/** False when the store already holds something; then nothing is touched. */
export async function fillDemo(
  store: Store,
  tools: { clock: Clock; random: Random },
  size: DemoSize,
): Promise<boolean> {
  // The county takes longer to invent than a server takes to start.
  if (!(await store.read((tx) => tx.registry.isEmpty()))) return false;
  const now = tools.clock.now();
  const county = demoCounty(size, now);
  const accounts = await demoAccounts(county.accounts);
  const filled = await store.write(async (tx) => {
    if (!(await tx.registry.isEmpty())) return unchanged(false);
    await tx.registry.saveRegions(county.regions);
    await tx.registry.saveAgencies(county.agencies);
    await tx.officers.save(county.officers);
    for (const { id, suspended } of county.officers)
      if (suspended) await tx.officers.saveSuspension(suspensionOf(id, now, tools));
    await tx.matters.save(1, county.matters);
    await tx.policies.saveRows(DEMO_POLICIES);
    await tx.registry.saveEnterprises([...county.enterprises]);
    await saveRecords(tx, county.enterprises, now);
    await tx.accounts.save(accounts);
    for (const task of county.tasks) await saveTask(tx, task);
    return committed(true, {
      shard: '',
      id: newId(tools),
      at: now,
      actor: 'operator',
      action: 'demo.fill',
      subject: size,
    });
  });
  if (filled) await store.refreshStatistics();
  return filled;
}

/** Contacts, premises, a changed grade and a whitelist entry: invented, so that each part of the registry can be seen. */
async function saveRecords(
  tx: Writes<'registryHistory'>,
  enterprises: readonly Enterprise[],
  now: Instant,
): Promise<void> {
  const stamp = { id: 'demo', at: now, actor: 'operator', importId: null };
  const entries = enterprises.slice(0, RECORDS).map((enterprise, i) => ({
    before: undefined,
    after: {
      enterprise,
      details: {
        ...NO_DETAILS,
        contacts: [{ name: CONTACTS[i % CONTACTS.length] ?? '', phone: `199093560${String(i).padStart(2, '0')}` }],
        premises:
          i % 5 === 0
            ? [{ id: 'P1', name: '仓库', address: `${enterprise.address}（后院）`, region: enterprise.region }]
            : [],
      },
      gradeSince: null,
      whitelist: null,
    },
  }));
  await tx.registryHistory.saveEnterpriseEntries(entries, stamp);
  // Nobody of the story inspects it.
  const listed = enterprises.find(({ kind }) => kind === 'foreign-office');
  if (!listed) return;
  const shard = shardOf(listed.region);
  const given = { source: '年度评定（演示）', by: 'liuzhiqiang' };
  const [first, second] = [dayOf(now - 700 * DAY), dayOf(now - 200 * DAY)];
  await tx.registryHistory.saveGrade(shard, listed.id, { ...given, grade: 'C', from: first, at: now - 700 * DAY });
  await tx.registryHistory.saveGrade(shard, listed.id, {
    ...given,
    grade: listed.grade,
    from: second,
    at: now - 200 * DAY,
  });
  await tx.registryHistory.saveWhitelistEntry(shard, listed.id, {
    id: 'demo',
    from: dayOf(now - 100 * DAY),
    until: dayOf(now + 265 * DAY),
    condition: '连续两年没有违法记录（演示）',
    document: '天营商办〔2026〕3号（演示）',
    at: now,
    by: 'liuzhiqiang',
    removed: null,
  });
}

/** Enterprises with a record: those of the story, and others beside them in the list. */
const RECORDS = 40;
const CONTACTS = ['央金', '马国强', '李秀英', '才让', '王立军'] as const;

/** [SYNC-9] The register and what is kept of the suspension say the same: without it nobody could end the suspension. */
const suspensionOf = (officer: string, now: Instant, tools: { random: Random; clock: Clock }): StoredSuspension => ({
  id: newId(tools),
  officer,
  from: now - SUSPENDED_FOR,
  until: null,
  by: 'zhangwei',
  reason: '执法证件年度审验未通过，待复核',
});

const SUSPENDED_FOR = 20 * DAY;

async function saveTask(tx: Writes<'matters' | 'places' | 'shards' | 'tasks'>, task: Task): Promise<void> {
  const shard = shardOf(task.enterprise.region);
  await addTask(tx, shard, await tx.shards.next(shard), task);
  if ('code' in task) await tx.matters.noteUse(shard, task.matters, task.window.from);
}

/** All demo people share one password, so one hash serves them all. */
async function demoAccounts(people: ReturnType<typeof demoCounty>['accounts']): Promise<Account[]> {
  const hashes = new Map<string, Promise<string>>();
  return Promise.all(
    people.map(async ({ account, password, actor }) => {
      const hash = hashes.get(password) ?? hashPassword(password, PUBLIC_PASSWORD_COST);
      hashes.set(password, hash);
      return { name: account, password: await hash, actor };
    }),
  );
}
