import { uuidV7 } from '@liangma/shared/kernel/ids';
import type { Instant } from '@liangma/shared/kernel/instant';
import type { Clock, Random } from './runtime.ts';

export interface AuditEntry {
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

export const auditEntry = (deps: Sources, actor: string, action: string, subject: string): AuditEntry => ({
  id: newId(deps),
  at: deps.clock.now(),
  actor,
  action,
  subject,
});

export interface AuditReads {
  /** Entries about a subject, newest first. */
  ofSubject(subject: string): Promise<AuditEntry[]>;
}
