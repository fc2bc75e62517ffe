/** Templates of an agency's applications. */
import type { Actor } from '@liangma/shared/access/authorise';
import { shardOf } from '@liangma/shared/kernel/regions';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import {
  type ApplicationTemplate,
  MAX_TEMPLATES,
  type TemplateTerms,
} from '@liangma/shared/tasks/templates/application-template';
import type { Deps } from '../deps.ts';
import { auditEntry, newId } from '../ports/audit.ts';
import { committed, type Outcome, type Reads, unchanged, type WriteTx } from '../ports/store.ts';

export type TemplateError = 'forbidden' | 'not-found' | 'name-taken' | 'out-of-bounds';

type Saved = Result<ApplicationTemplate, TemplateError>;

export async function templatesOf(deps: Deps, actor: Actor): Promise<ApplicationTemplate[]> {
  return deps.store.read(async (tx) => {
    const agency = actor.agency && (await tx.registry.agency(actor.agency.id));
    return agency ? tx.templates.ofAgency(shardOf(agency.region), agency.id) : [];
  });
}

/** A name that the agency has already replaces that template. `out-of-bounds`: there are enough. */
export const saveTemplate = (deps: Deps, actor: Actor, terms: TemplateTerms): Promise<Saved> =>
  write(deps, actor, async (tx, { shard, agency, known }) => {
    const same = known.find(({ name }) => name === terms.name);
    if (!same && known.length >= MAX_TEMPLATES) return unchanged(err('out-of-bounds'));
    const names = await namesOf(tx, terms);
    const template = { id: same?.id ?? newId(deps), agency, ...terms, names, by: actor.account };
    await tx.templates.save(shard, template);
    return committed(ok(template), auditEntry(deps, shard, actor.account, 'template.save', template.id));
  });

async function namesOf(
  tx: Reads<'matters' | 'officers'>,
  { matters, officers }: TemplateTerms,
): Promise<Record<string, string>> {
  const listed = (await tx.matters.all()).filter(({ id }) => matters.includes(id));
  const named = await tx.officers.byIds(officers);
  return Object.fromEntries([
    ...listed.map(({ id, title }) => [id, title]),
    ...named.map(({ id, name }) => [id, name]),
  ]);
}

/** `name-taken`: another template of the agency has the name. */
export const renameTemplate = (deps: Deps, actor: Actor, id: string, name: string): Promise<Saved> =>
  write(deps, actor, async (tx, { shard, known }) => {
    const template = known.find((one) => one.id === id);
    if (!template) return unchanged(err('not-found'));
    if (known.some((one) => one.id !== id && one.name === name)) return unchanged(err('name-taken'));
    const renamed = { ...template, name, by: actor.account };
    await tx.templates.save(shard, renamed);
    return committed(ok(renamed), auditEntry(deps, shard, actor.account, 'template.rename', id));
  });

export const removeTemplate = (deps: Deps, actor: Actor, id: string): Promise<Saved> =>
  write(deps, actor, async (tx, { shard, agency, known }) => {
    const template = known.find((one) => one.id === id);
    if (!template) return unchanged(err('not-found'));
    await tx.templates.remove(shard, agency, id);
    return committed(ok(template), auditEntry(deps, shard, actor.account, 'template.remove', id));
  });

interface Own {
  readonly shard: string;
  readonly agency: ApplicationTemplate['agency'];
  readonly known: readonly ApplicationTemplate[];
}

/** Holds the shard of the agency, so that two desks do not save the same name twice. */
const write = (deps: Deps, actor: Actor, change: (tx: WriteTx, own: Own) => Promise<Outcome<Saved>>): Promise<Saved> =>
  deps.store.write<Saved>(async (tx) => {
    const agency = actor.agency && (await tx.registry.agency(actor.agency.id));
    if (!agency) return unchanged(err('forbidden'));
    const shard = shardOf(agency.region);
    await tx.shards.next(shard);
    return change(tx, { shard, agency: agency.id, known: await tx.templates.ofAgency(shard, agency.id) });
  });
