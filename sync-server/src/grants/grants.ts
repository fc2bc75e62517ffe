/** Letting a device issue codes by itself: giving such a grant, ending it, and finding the one that a code names. */

import type { Actor } from '@liangma/shared/access/authorise';
import { permittingPost } from '@liangma/shared/access/authorise';
import type { Post } from '@liangma/shared/access/post';
import type { Finding } from '@liangma/shared/compliance/finding';
import { assessGrant, type GrantFacts, type GrantFinding } from '@liangma/shared/grants/giving';
import { type GivenGrant, type GrantTerms, grantIdSchema, stateOfGrant } from '@liangma/shared/grants/grant-terms';
import { grantToSign } from '@liangma/shared/grants/issuing';
import { toHex } from '@liangma/shared/kernel/bytes';
import { HOUR } from '@liangma/shared/kernel/instant';
import { shardOf } from '@liangma/shared/kernel/regions';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { Agency } from '@liangma/shared/registry/agency';
import { type Grant, grantRef, signGrant } from '@liangma/shared/task-code/grant';
import type { FindGrant } from '@liangma/shared/task-code/granted-verify';
import type { Stamp } from '@liangma/shared/tasks/task';
import { statusDay } from '@liangma/shared/trust/status-list';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { Device } from '../devices/repository.ts';
import { auditEntry, stampOf } from '../ports/audit.ts';
import { addGrant, findDevice, findGiven } from '../ports/directory.ts';
import { committed, type Reads, unchanged, type Writes } from '../ports/store.ts';
import { agencyRefOf } from '../registry/agency-ref.ts';

export type GiveError =
  | { readonly code: 'not-found' }
  | { readonly code: 'findings'; readonly findings: readonly (Finding | GrantFinding)[] };

type Given = Result<GivenGrant, GiveError>;

export async function giveGrant(deps: Deps, actor: Actor, asked: GrantTerms): Promise<Given> {
  const now = deps.clock.now();
  // It begins when it is given at the earliest: nothing that has happened is covered afterwards.
  const terms = { ...asked, window: { ...asked.window, from: Math.max(asked.window.from, now) } };
  const shard = shardOf(terms.region);
  let seq = 0;
  const result = await deps.store.write<Given>(async (tx) => {
    seq = await tx.shards.next(shard);
    const agency = await tx.registry.agency(actor.agency?.id ?? '');
    const post = permittingPost(actor, 'grant.give', now, agency ? { agency: agency.id } : {});
    if (!agency || !post) return unchanged(err({ code: 'not-found' }));
    const device = await findDevice(tx, terms.device);
    const facts = await grantFactsOf(deps, tx, { actor, post, agency, device, terms });
    const findings = assessGrant(terms, facts, now);
    if (findings.length > 0 || !device || !facts.device) return unchanged(err({ code: 'findings', findings }));
    const by = stampOf(actor, post, now);
    const given = await signAndKeep(deps, tx, { terms, agency, by, device, facts: { ...facts, device: facts.device } });
    return committed(ok(given), auditEntry(deps, shard, actor.account, 'grant.give', given.id));
  });
  if (result.ok) deps.hints.publish({ collection: 'grants', shard, seq });
  return result;
}

interface Asked {
  readonly actor: Actor;
  /** Post by which the actor gives. */
  readonly post: Post;
  readonly agency: Agency;
  readonly device: Device | undefined;
  readonly terms: GrantTerms;
}

async function grantFactsOf(
  deps: Deps,
  tx: Reads<'accounts' | 'matters' | 'officers'>,
  { actor, post, agency, device, terms }: Asked,
): Promise<GrantFacts> {
  const enrolled = device?.revokedAt === null ? device.officer : null;
  const [holder] = enrolled === null ? [] : await tx.officers.byIds([enrolled]);
  return {
    agency,
    officers: await tx.officers.byIds(terms.officers),
    matters: await tx.matters.all(),
    policy: deps.policies.at(agency.region, deps.clock.now()),
    device: holder && { officer: holder },
    givers: await giversOf(tx, actor, post),
  };
}

/** [POST-1] The person and, if he stands in, the head: as far as they are officers. */
export async function giversOf(tx: Reads<'accounts'>, { officer }: Actor, { delegatedBy }: Post): Promise<string[]> {
  const head = delegatedBy && (await tx.accounts.byName(delegatedBy.account));
  return [officer, head?.actor.officer ?? null].filter((one) => one !== null);
}

interface Granting {
  readonly terms: GrantTerms;
  readonly agency: Agency;
  readonly by: Stamp;
  readonly device: Device;
  readonly facts: GrantFacts & { readonly device: NonNullable<GrantFacts['device']> };
}

/** Takes one block of the shard's status list, on the day of the grant's expiry: the bit of the grant, then one for each code that can be issued under it. */
async function signAndKeep(
  deps: Deps,
  tx: Writes<'grants' | 'places' | 'registry' | 'trust'>,
  granting: Granting,
): Promise<GivenGrant> {
  const { terms, agency, by, device, facts } = granting;
  const [shard, day] = [shardOf(terms.region), statusDay(Math.floor(terms.window.to / 1000))];
  const unsigned = {
    ...terms,
    agency: await agencyRefOf(tx, agency),
    officers: terms.officers.flatMap((id) =>
      facts.officers
        .filter((officer) => officer.id === id)
        .map(({ name, certificate }) => ({ id, name, certificate: certificate.number })),
    ),
    holder: facts.device.officer.id,
    given: by,
    ended: null,
    reportHours: facts.policy.grantReportTime / HOUR,
    statusEntry: { shard, day, index: await tx.trust.takeIndexes(shard, day, terms.maxCodes + 1) },
  };
  const grant: Grant = grantToSign(unsigned, device.publicKey);
  const signed = await signGrant(deps.keys.signerFor('codes', grant.agency, grant), grant);
  const id = v.parse(grantIdSchema, toHex(await grantRef(signed, deps.signatures.sha256)));
  const given = { ...unsigned, id };
  await addGrant(tx, given, signed);
  return given;
}

/** [GRANT-1] Ended by the head of the agency. Its bit in the status list voids whatever is issued from then on. */
export async function endGrant(
  deps: Deps,
  actor: Actor,
  id: string,
  reason: string,
): Promise<Result<GivenGrant, 'not-found' | 'forbidden' | 'wrong-state'>> {
  let seq = 0;
  const ended = await deps.store.write<Awaited<ReturnType<typeof endGrant>>>(async (tx) => {
    const known = await findGiven(tx, id);
    if (!known) return unchanged(err('not-found'));
    // Takes the shard first: from here on nobody else ends it until the commit.
    seq = await tx.shards.next(shardOf(known.grant.region));
    const { grant, signed } = (await findGiven(tx, id)) ?? known;
    const now = deps.clock.now();
    const post = permittingPost(actor, 'grant.give', now, { agency: grant.agency.id });
    if (!post) return unchanged(err('forbidden'));
    if (!['coming', 'running'].includes(stateOfGrant(grant, now))) return unchanged(err('wrong-state'));
    const next = { ...grant, ended: { ...stampOf(actor, post, now), reason } };
    await tx.grants.save(next, signed);
    return committed(ok(next), auditEntry(deps, shardOf(next.region), actor.account, 'grant.end', id));
  });
  if (!ended.ok) return ended;
  deps.trust.changed();
  deps.hints.publish({ collection: 'grants', shard: shardOf(ended.value.region), seq });
  return ended;
}

/** From the store: the server knows every grant that it gave. */
export const findGrant =
  ({ store }: Pick<Deps, 'store'>): FindGrant =>
  async (ref) =>
    (await store.read((tx) => findGiven(tx, toHex(ref))))?.signed;
