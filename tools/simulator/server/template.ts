/** A small county in a store, filled once a process and copied for each run: people, enterprises, open sessions. */
import { createHash } from 'node:crypto';
import type { Actor } from '@liangma/shared/access/authorise';
import { rolesAt, standingPost } from '@liangma/shared/access/post';
import { holdsCertificate } from '@liangma/shared/compliance/qualification';
import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import type { Officer } from '@liangma/shared/registry/officer';
import { openKeyRing } from '../../../sync-server/src/adapters/keys/key-files.ts';
import { openSqliteStore } from '../../../sync-server/src/adapters/sql/sql-store.ts';
import { ACCOUNTS, APPROVER, CLERK } from '../../../sync-server/src/demo/accounts.ts';
import { demoCounty } from '../../../sync-server/src/demo/county.ts';
import { committed, type Store } from '../../../sync-server/src/ports/store.ts';
import { newFolder } from './folders.ts';

/** Tuesday 24 November 2026, 09:00 in China. */
export const START = Date.UTC(2026, 10, 24, 1);

const MOST_OFFICERS = 12;
const ENTERPRISES = 400;
export const MATTER = 'M906';

export interface County {
  /** An officer for each phone; a run uses the first ones. */
  readonly inspectors: readonly Actor[];
  readonly clerk: Actor;
  readonly approver: Actor;
  readonly supervisor: Actor;
  readonly enterprises: readonly string[];
}

const demo = demoCounty('small', START);
const agency = CLERK.agency?.id ?? '';

const isAble = (officer: Officer): boolean =>
  officer.agency === agency && holdsCertificate(officer, { window: { from: START, to: START + 30 * DAY } });

const isSupervisor = ({ actor }: { readonly actor: Actor }): boolean => rolesAt(actor, START).includes('supervisor');

export const COUNTY: County = {
  inspectors: demo.officers
    .filter(isAble)
    .slice(0, MOST_OFFICERS)
    .map(({ id, name }, i) => ({
      ...CLERK,
      account: `inspector${i + 1}`,
      name,
      posts: [standingPost('inspector', CLERK)],
      officer: id,
    })),
  clerk: CLERK,
  approver: APPROVER,
  supervisor: ACCOUNTS.find(isSupervisor)?.actor as Actor,
  enterprises: demo.enterprises.slice(0, ENTERPRISES).map(({ id }) => id),
};

/** Returns the cookie of the n-th sign-in of this account. */
export const cookieOf = (actor: Actor, n = 0): string => `liangma_session=${tokenOf(actor, n)}`;

const tokenOf = ({ account }: Actor, n: number): string => `token-${n}-of-${account}`;

export const hashOf = (actor: Actor, n = 0): string => createHash('sha256').update(tokenOf(actor, n)).digest('hex');

export async function fillStore(store: Store): Promise<void> {
  const people = [...COUNTY.inspectors, COUNTY.clerk, COUNTY.approver, COUNTY.supervisor];
  await store.write(async (tx) => {
    await tx.registry.saveRegions(demo.regions);
    await tx.registry.saveAgencies(demo.agencies);
    await tx.officers.save(demo.officers);
    await tx.matters.save(1, demo.matters);
    await tx.registry.saveEnterprises(demo.enterprises.slice(0, ENTERPRISES));
    await tx.accounts.save(people.map((actor) => ({ name: actor.account, password: '', actor })));
    for (const actor of people) {
      await tx.accounts.saveSession({
        tokenHash: hashOf(actor),
        account: actor.account,
        expiresAt: START + 1_000 * HOUR,
      });
    }
    return committed(undefined, {
      shard: '',
      id: 'fill',
      at: START,
      actor: 'operator',
      action: 'fill',
      subject: 'simulation',
    });
  });
}

export async function sqliteTemplate(): Promise<string> {
  const folder = newFolder();
  const store = await openSqliteStore(folder, 'epoch-1');
  await fillStore(store);
  await store.close();
  openKeyRing(folder, { clock: { now: () => START } });
  return folder;
}
