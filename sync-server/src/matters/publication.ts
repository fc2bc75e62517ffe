/** Preparing and publishing the list of matters, and the report of matters that nobody uses. */
import { type Actor, authorise } from '@liangma/shared/access/authorise';
import { dayOf } from '@liangma/shared/kernel/instant';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { Matter } from '@liangma/shared/matters/matter';
import {
  changeOf,
  isSame,
  type ListChange,
  type Publication,
  type PublicationWish,
  type UnusedMatter,
  unusedMatters,
} from '@liangma/shared/matters/publication';
import type { Deps } from '../deps.ts';
import { auditEntry } from '../ports/audit.ts';
import { rootRegion } from '../ports/directory.ts';
import { NO_SHARD } from '../ports/shards.ts';
import { committed, type Reads, unchanged } from '../ports/store.ts';

export interface PreparedList {
  readonly version: number;
  readonly publications: readonly Publication[];
  readonly change: ListChange;
  /** Titles of the matters that the change names, by id. */
  readonly titles: Readonly<Record<string, string>>;
  readonly unused: readonly UnusedMatter[];
  /** The actor may publish. */
  readonly mayPublish: boolean;
}

export async function preparedList(deps: Deps, actor: Actor): Promise<PreparedList> {
  const now = deps.clock.now();
  return deps.store.read(async (tx) => {
    const inForce = await tx.matters.all();
    const draft = (await tx.matters.draft()) ?? inForce;
    const change = changeOf(inForce, draft);
    const uses = [...(await tx.matters.lastUses())].map(([matter, at]) => [matter, dayOf(at)] as const);
    const { unusedYears } = deps.policies.at(actor.region, now);
    return {
      version: await tx.matters.version(),
      publications: await tx.matters.publications(),
      change,
      titles: titlesOf([...change.added, ...change.changed, ...change.removed], [...inForce, ...draft]),
      unused: unusedMatters(inForce, new Map(uses), dayOf(now), unusedYears),
      mayPublish: await mayPublish(deps, tx, actor),
    };
  });
}

/** A matter that the draft renames has its new title. */
function titlesOf(ids: readonly string[], matters: readonly Matter[]): Record<string, string> {
  const titles = new Map(matters.map(({ id, title }) => [id as string, title]));
  return Object.fromEntries(ids.map((id) => [id, titles.get(id) ?? id]));
}

/** `nothing-new`: the draft says what is published already. */
export async function publish(
  deps: Deps,
  actor: Actor,
  wish: PublicationWish,
): Promise<Result<Publication, 'forbidden' | 'in-future' | 'nothing-new'>> {
  const at = deps.clock.now();
  if (wish.day > dayOf(at)) return err('in-future');
  const published = await deps.store.write<Result<Publication, 'forbidden' | 'nothing-new'>>(async (tx) => {
    if (!(await mayPublish(deps, tx, actor))) return unchanged(err('forbidden'));
    const draft = await tx.matters.draft();
    if (!draft || isSame(changeOf(await tx.matters.all(), draft))) return unchanged(err('nothing-new'));
    const version = (await tx.matters.version()) + 1;
    const publication = { version, ...wish, count: draft.length, at, by: actor.account, byName: actor.name };
    await tx.matters.save(version, draft);
    await tx.matters.savePublication(publication);
    await tx.matters.saveDraft(undefined);
    return committed(ok(publication), auditEntry(deps, NO_SHARD, actor.account, 'matters.publish', String(version)));
  });
  if (published.ok) deps.trust.changed();
  return published;
}

/** Replaces or removes rows of the draft; the list in force stays as it is until somebody publishes. */
export async function dropFromDraft(deps: Deps, actor: Actor, id: string): Promise<Result<ListChange, 'forbidden'>> {
  return deps.store.write<Result<ListChange, 'forbidden'>>(async (tx) => {
    if (!(await mayPublish(deps, tx, actor))) return unchanged(err('forbidden'));
    const inForce = await tx.matters.all();
    const draft: Matter[] = ((await tx.matters.draft()) ?? inForce).filter((matter) => matter.id !== id);
    await tx.matters.saveDraft(draft);
    const change = changeOf(inForce, draft);
    return committed(ok(change), auditEntry(deps, NO_SHARD, actor.account, 'matters.remove', id));
  });
}

/** The list is one for the store: whoever administers the region that it serves publishes. */
async function mayPublish(deps: Deps, tx: Reads<'registry' | 'setup'>, actor: Actor): Promise<boolean> {
  return authorise(actor, 'matter.publish', deps.clock.now(), { region: await rootRegion(tx) });
}
