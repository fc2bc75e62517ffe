import type { Actor } from '@liangma/shared/access/authorise';
import type { Post } from '@liangma/shared/access/post';
import { uuidV7 } from '@liangma/shared/kernel/ids';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { Stamp } from '@liangma/shared/tasks/task';
import type { Clock, Random } from './runtime.ts';

export interface AuditEntry {
  /** Shard of the subject, or of whoever acted on several. */
  readonly shard: string;
  readonly id: string;
  readonly at: Instant;
  /** Account name, or `device:` and the device id. */
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
}

interface Sources {
  readonly clock: Clock;
  readonly random: Random;
}

export function newId({ clock, random }: Sources): string {
  return uuidV7(clock.now(), random.bytes(10));
}

export const auditEntry = (
  deps: Sources,
  shard: string,
  actor: string,
  action: string,
  subject: string,
): AuditEntry => ({
  shard,
  id: newId(deps),
  at: deps.clock.now(),
  actor,
  action,
  subject,
});

/** Stamp of a decision. POST-1: it names the head for whom a deputy decides. */
export const stampOf = ({ account, name }: Actor, { delegatedBy }: Post, at: Instant): Stamp => ({
  at,
  by: account,
  name,
  ...(delegatedBy ? { onBehalfOf: delegatedBy } : {}),
});

export interface AuditReads {
  /** Entries about a subject, newest first. */
  ofSubject(shard: string, subject: string): Promise<AuditEntry[]>;
}
