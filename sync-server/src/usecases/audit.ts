import { uuidV7 } from '@liangma/shared/kernel/ids';
import type { Deps } from '../deps.ts';
import type { AuditEntry } from '../ports/store.ts';

export function newId({ clock, random }: Pick<Deps, 'clock' | 'random'>): string {
  return uuidV7(clock.now(), random.bytes(10));
}

export const auditEntry = (deps: Deps, actor: string, action: string, subject: string): AuditEntry => ({
  id: newId(deps),
  at: deps.clock.now(),
  actor,
  action,
  subject,
});
