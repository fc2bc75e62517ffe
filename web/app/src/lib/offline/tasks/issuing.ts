/**
 * Issues a code on this device under a grant, without network. The number is on disk before anything is signed, and the task
 * with its event before anybody sees the code.
 */
import type { GivenGrant, GrantSource } from '@liangma/shared/grants/grant-terms';
import { taskOnSite } from '@liangma/shared/grants/issued';
import { type CodeWish, codeOfWish } from '@liangma/shared/grants/issuing';
import { type TaskId, taskIdSchema } from '@liangma/shared/kernel/ids';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import type { MatterId } from '@liangma/shared/matters/matter';
import { enterpriseIdSchema, riskGradeSchema } from '@liangma/shared/registry/enterprise';
import { type Claims, statusEntryOf } from '@liangma/shared/task-code/claims';
import { issueGrantedCode } from '@liangma/shared/task-code/issue';
import type { Reference } from '@liangma/shared/tasks/task';
import { deviceSigner } from '@liangma/web-common/crypto/device-key';
import * as v from 'valibot';
import { deviceKey } from '../device/device-keys.ts';
import { checkCode } from '../downloads/code-check.ts';
import { takeNumber } from '../downloads/grants.ts';
import { append } from '../outbox/event-log.ts';
import type { PackEnterprise } from '../packs/pack-search.ts';
import type { Uses } from '../parts.ts';

/** A wish without findings against it. */
export interface SettledWish extends CodeWish {
  readonly enterprise: PackEnterprise;
  readonly matters: readonly MatterId[];
  readonly source: GrantSource;
  readonly reference: Reference;
}

/** `used-up`: another tab took the last number. `refused`: the signed code does not verify here, so it is not shown. */
export type IssueTrouble = 'no-trust' | 'used-up' | 'refused' | 'too-large';

/** Throws what the storage throws: then no code was made, and at most a number is lost. */
type Parts = Uses<'db' | 'wire' | 'clock' | 'trust' | 'actor'>;

export async function issueOnSite(
  device: Parts,
  grant: GivenGrant,
  wish: SettledWish,
): Promise<Result<TaskId, IssueTrouble>> {
  const { db } = device;
  const trust = await device.trust();
  const kept = await db.grants.get(grant.id);
  if (!trust || !kept) return err('no-trust');
  const number = await takeNumber(db, grant.id);
  if (number === undefined) return err('used-up');
  const of = { number, catalog: trust.catalog.version, officers: grant.officers.length };
  const signer = deviceSigner(await deviceKey(db));
  const code = await issueGrantedCode(signer, { inline: kept.signed }, codeOfWish(wish, of), location.origin);
  const { verdict, claims } = await checkCode(device, trust, code, device.clock.now() - device.clock.skew());
  if (!claims || verdict === 'refuse') return err('refused');
  return keep(device, { grant, wish, code, claims });
}

interface Signed {
  readonly grant: GivenGrant;
  readonly wish: SettledWish;
  readonly code: string;
  readonly claims: Claims;
}

async function keep(device: Parts, { grant, wish, code, claims }: Signed): Promise<Result<TaskId, IssueTrouble>> {
  const { actor } = device;
  const { enterprise, matters, source, reference } = wish;
  const { name, region, township, address } = enterprise;
  const statement = { code, source, reference, whyOnSite: wish.whyOnSite.trim() };
  const id = v.parse(taskIdSchema, claims.task);
  const task = taskOnSite({
    id,
    claims,
    statement,
    grant,
    matters,
    nth: 0,
    statusEntry: statusEntryOf(claims),
    by: { at: device.clock.now(), by: actor.account, name: actor.name },
    enterprise: {
      id: v.parse(enterpriseIdSchema, enterprise.id),
      name,
      region,
      township,
      address,
      grade: v.parse(riskGradeSchema, enterprise.grade),
    },
  });
  const issued = { task: id, data: task, givenAt: grant.given.at };
  const event = { type: 'code-issued', task: id, taskRev: 0, data: statement } as const;
  const made = await append(device.db, event, () => device.db.issued.put(issued));
  return made.ok ? ok(id) : made;
}
