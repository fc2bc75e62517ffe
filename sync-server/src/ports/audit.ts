import { uuidV7 } from '@liangma/shared/kernel/ids';
import type { Instant } from '@liangma/shared/kernel/instant';
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

export interface AuditReads {
  /** Entries about a subject, newest first. */
  ofSubject(shard: string, subject: string): Promise<AuditEntry[]>;
}
