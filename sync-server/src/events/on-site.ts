/** Loads the facts for `judge-issued.ts`: what the registry knows about a code that a device issued under a grant. */
import { startOfYear, windowOf, windowSchema, yearOf } from '@liangma/shared/kernel/instant';
import type { Matter } from '@liangma/shared/matters/matter';
import type { LiangmaEvent } from '@liangma/shared/protocol/event';
import { type EnterpriseId, enterpriseIdSchema } from '@liangma/shared/registry/enterprise';
import { type IssuingFacts, regionOr } from '@liangma/shared/sync/judge-issued';
import { type Claims, statusEntryOf } from '@liangma/shared/task-code/claims';
import type { Verdict } from '@liangma/shared/task-code/verify';
import type { Task } from '@liangma/shared/tasks/task';
import * as v from 'valibot';
import type { Device } from '../devices/repository.ts';
import { findEnterprise, findGiven } from '../ports/directory.ts';
import { townshipOf } from '../registry/township.ts';
import type { DirectTx, EventSession } from './session.ts';

/** Returns the region in which the task of such a code will be kept; undefined for other events. */
export async function placeOnSite(tx: DirectTx, event: LiangmaEvent, code: Verdict | undefined) {
  if (event.type !== 'code-issued' || !code?.claims?.issuedUnder) return undefined;
  const { enterprise, issuedUnder } = code.claims;
  const registered = v.is(enterpriseIdSchema, enterprise) ? (await findEnterprise(tx, enterprise))?.region : undefined;
  return registered ?? regionOr(issuedUnder.region, (await findGiven(tx, issuedUnder.grant))?.grant.region ?? '');
}

/** Undefined too where the server never gave such a grant, the number is nobody's, or the window is none. */
export async function issuingFacts(
  session: EventSession,
  event: LiangmaEvent,
  code: Verdict | undefined,
  device: Device,
): Promise<IssuingFacts | undefined> {
  if (event.type !== 'code-issued' || !code?.claims?.issuedUnder) return undefined;
  const { tx } = session;
  const { claims } = code;
  const { grant } = (await findGiven(tx, code.claims.issuedUnder.grant)) ?? {};
  const agency = grant && (await tx.registry.agency(grant.agency.id));
  const id = v.safeParse(enterpriseIdSchema, claims.enterprise);
  if (!grant || !agency || !id.success || !isWindow(claims)) return undefined;
  const { snapshot, known } = await enterpriseOf(tx, id.output, claims, grant.region);
  const { number } = code.claims.issuedUnder;
  const entry = statusEntryOf(claims);
  const inBlock = number >= 1 && number <= grant.maxCodes;
  return {
    grant,
    agency,
    enterprise: snapshot,
    enterpriseKnown: known,
    matters: await listOf(tx, claims),
    visits: await session.visits(id.output, startOfYear(yearOf(windowOf(claims).from))),
    officer: {
      account: device.account ?? '',
      name: grant.officers.find((officer) => officer.id === grant.holder)?.name ?? '',
    },
    // Beyond the block stand the bits of others.
    statusEntry: inBlock ? entry : { ...entry, index: await tx.trust.takeIndexes(entry.shard, entry.day, 1) },
  };
}

/** From then on a year has five digits, and no list could show its days. */
const YEAR_10000 = Date.UTC(10_000, 0, 1);

/** A device signs what it likes: a task whose window is none could not be read in any list that it comes to stand in. */
const isWindow = (claims: Claims): boolean => v.is(windowSchema, windowOf(claims)) && windowOf(claims).to <= YEAR_10000;

/** [SYNC-6] The list that the code names, as it was then. */
async function listOf(tx: DirectTx, { catalog }: Claims): Promise<Matter[]> {
  const then = await tx.matters.ofVersion(catalog);
  return then.length > 0 ? then : tx.matters.all();
}

interface Snapshot {
  readonly snapshot: Task['enterprise'];
  readonly known: boolean;
}

async function enterpriseOf(tx: DirectTx, id: EnterpriseId, claims: Claims, fallback: string): Promise<Snapshot> {
  const found = await findEnterprise(tx, id);
  if (found) {
    const { name, region, address, grade } = found;
    return { known: true, snapshot: { id, name, region, township: await townshipOf(tx, found), address, grade } };
  }
  const region = regionOr(claims.issuedUnder?.region ?? '', fallback);
  // Nobody has graded it: C is where everybody begins.
  const snapshot = { id, name: claims.enterpriseName, region, township: '', address: '', grade: 'C' } as const;
  return { known: false, snapshot };
}
