/** Changes of entries of the registry by hand, and their history. */
import type { Actor } from '@liangma/shared/access/authorise';
import { dayOf } from '@liangma/shared/kernel/instant';
import { shardOf } from '@liangma/shared/kernel/regions';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { RiskGrade } from '@liangma/shared/registry/enterprise';
import { type GradeChange, gradeOn } from '@liangma/shared/registry/grade-history';
import type { EntryHistory, HistoryChange } from '@liangma/shared/registry/history';
import type { EnterpriseEntry } from '@liangma/shared/registry/import/enterprises';
import { type MarkChange, withMark } from '@liangma/shared/registry/marks';
import { type PenaltyYear, withPenalties } from '@liangma/shared/registry/penalties';
import type { WhitelistEntry, WhitelistTerms } from '@liangma/shared/registry/whitelist';
import type { Deps } from '../deps.ts';
import { withActorNames } from '../ports/actor-names.ts';
import { auditEntry, newId } from '../ports/audit.ts';
import { committed, type Outcome, type ReadTx, unchanged, type WriteTx } from '../ports/store.ts';
import type { StoredChange } from './history-repository.ts';
import type { StoredKindName } from './import/kinds.ts';
import { withKind } from './import/kinds.ts';

export type ChangeError = 'not-found' | 'forbidden' | 'bad-request' | 'wrong-state';
type Changed<T> = Result<T, ChangeError>;

/** An entry with its changes, newest first, each with the entry before and after it. Undefined for an unknown entry. */
export const historyOf = (tx: ReadTx, kind: StoredKindName, id: string): Promise<EntryHistory | undefined> =>
  withKind(kind, async (one) => {
    const entry = (await one.stored(tx, [id])).get(id);
    if (entry === undefined) return undefined;
    const { shard, subject } = one.placeOf(entry);
    const stored = await withActorNames(tx, await tx.registryHistory.changesOf(shard, kind, subject));
    return { entry, changes: changesWithSides(stored, entry) };
  });

type NamedChange = StoredChange & Pick<HistoryChange, 'actorName'>;

/** Changes, which come oldest first, newest first: what an entry became is the entry before the next change. */
export const changesWithSides = (changes: readonly NamedChange[], afterLast: unknown): HistoryChange[] =>
  changes
    .map((change, i) => {
      const next = changes[i + 1];
      return { ...change, after: next === undefined ? afterLast : next.before };
    })
    .reverse();

/** A grade with its document. It may lie in the past; the grade of today follows from the whole history (GRADE-1). */
export const changeGrade = (
  deps: Deps,
  actor: Actor,
  id: string,
  { grade, from, source }: { readonly grade: RiskGrade; readonly from: string; readonly source: string },
): Promise<Changed<EnterpriseEntry>> =>
  changing(deps, actor, id, async (tx, entry, stamp) => {
    const { today, shard } = stamp;
    if (from > today) return err('bad-request');
    const history = await tx.registryHistory.grades(shard, id);
    const change: GradeChange = { grade, from, source, at: stamp.at, by: actor.account };
    const first: GradeChange = {
      grade: entry.enterprise.grade,
      from: FIRST_DAY,
      source: '变更前等级',
      at: 0,
      by: actor.account,
    };
    const added = history.length === 0 ? [first, change] : [change];
    for (const one of added) await tx.registryHistory.saveGrade(shard, id, one);
    const now = gradeOn([...history, ...added], today) ?? grade;
    const enterprise = { ...entry.enterprise, grade: now };
    await tx.registry.saveEnterprises([enterprise]);
    return ok({ ...entry, enterprise });
  });

/** First day of a grade whose beginning nobody entered. */
const FIRST_DAY = '1900-01-01';

export const enterWhitelist = (
  deps: Deps,
  actor: Actor,
  id: string,
  terms: WhitelistTerms,
): Promise<Changed<WhitelistEntry>> =>
  changing(deps, actor, id, async (tx, _, { shard, at }) => {
    const entry: WhitelistEntry = { id: newId(deps), ...terms, at, by: actor.account, removed: null };
    await tx.registryHistory.saveWhitelistEntry(shard, id, entry);
    return ok(entry);
  });

export const leaveWhitelist = (
  deps: Deps,
  actor: Actor,
  id: string,
  { entry: entryId, on, reason }: { readonly entry: string; readonly on: string; readonly reason: string },
): Promise<Changed<WhitelistEntry>> =>
  changing(deps, actor, id, async (tx, _, { shard, at }) => {
    const entry = (await tx.registryHistory.whitelist(shard, id)).find((one) => one.id === entryId);
    if (!entry) return err('not-found');
    if (entry.removed) return err('wrong-state');
    const removed = { ...entry, removed: { on, reason, at, by: actor.account } };
    await tx.registryHistory.saveWhitelistEntry(shard, id, removed);
    return ok(removed);
  });

/** A mark on another scale than the risk grade, with its history (FREQ-1). */
export const enterMark = (deps: Deps, actor: Actor, id: string, mark: MarkChange): Promise<Changed<MarkChange[]>> =>
  changing(deps, actor, id, async (tx, { details }, { shard, today }) => {
    if (mark.from > today) return err('bad-request');
    const marks = withMark(details.marks, mark);
    await tx.registryHistory.saveDetails(shard, id, { ...details, marks });
    return ok(marks);
  });

/** Penalties of a year, for limits that depend on the year before (FREQ-1). */
export const enterPenalties = (
  deps: Deps,
  actor: Actor,
  id: string,
  year: PenaltyYear,
): Promise<Changed<PenaltyYear[]>> =>
  changing(deps, actor, id, async (tx, { details }, { shard, today }) => {
    if (year.year > Number(today.slice(0, 4))) return err('bad-request');
    const penalties = withPenalties(details.penalties, year);
    await tx.registryHistory.saveDetails(shard, id, { ...details, penalties });
    return ok(penalties);
  });

interface Stamp {
  readonly at: number;
  readonly today: string;
  readonly shard: string;
}

/** Writes the change, its history and its audit entry as one unit. The caller has been permitted to change the region. */
function changing<T>(
  deps: Deps,
  actor: Actor,
  id: string,
  change: (tx: WriteTx, entry: EnterpriseEntry, stamp: Stamp) => Promise<Changed<T>>,
): Promise<Changed<T>> {
  return deps.store.write(async (tx): Promise<Outcome<Changed<T>>> => {
    const entry = (await tx.registryHistory.enterpriseEntries([id])).get(id);
    if (!entry) return unchanged(err('not-found'));
    const [at, shard] = [deps.clock.now(), shardOf(entry.enterprise.region)];
    const changed = await change(tx, entry, { at, today: dayOf(at), shard });
    if (!changed.ok) return unchanged(changed);
    const stamp = { id: newId(deps), at, actor: actor.account, importId: null };
    await tx.registryHistory.saveChanges('enterprises', [{ shard, subject: id, before: entry }], stamp);
    return committed(changed, auditEntry(deps, shard, actor.account, 'registry.change', id));
  });
}
