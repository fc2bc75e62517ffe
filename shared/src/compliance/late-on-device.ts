/** Late entry (事后补录) as an officer's device judges it without network. What else the law asks the server judges when it comes. */
import type { Instant } from '../kernel/instant.ts';
import type { Application } from '../tasks/task.ts';
import type { Finding } from './finding.ts';
import type { Policy } from './policy.ts';
import { referenceGiven } from './reference.ts';
import { onSiteNeeded } from './subject.ts';
import { windowShort } from './timing/approval.ts';
import { enteredBeforeLeaving, enteredInTime } from './timing/late-entry.ts';

/** The findings of the rules that look at the entry alone: the same functions by which the server decides. */
export function assessLateEntry(application: Application, policy: Policy, now: Instant): Finding[] {
  const facts = { policy, referenceUses: [] };
  return [
    ...windowShort(application, facts),
    ...referenceGiven(application, facts, now),
    ...onSiteNeeded(application, facts),
    ...enteredBeforeLeaving(application, facts, now),
    ...enteredInTime(application, facts, now),
  ];
}

/** True if it may be sent: an alert and a notice are told to supervisors and do not hold it back. */
export const maySend = (findings: readonly Finding[]): boolean =>
  findings.every(({ severity }) => severity === 'alert' || severity === 'notice');
