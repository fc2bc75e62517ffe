/** A finding in words, as the desk and the command line show it. */
import type { Finding, FindingCode } from '@liangma/shared/compliance/finding';
import type { tasks } from './zh-CN.ts';

/** A finding about the part of a partner in a joint inspection begins with its name. `now` decides which day is “today”. */
export function sayFinding(
  words: Pick<typeof tasks, 'findings' | 'ofPartner'>,
  { code, evidence }: { readonly code: FindingCode; readonly evidence: Finding['evidence'] },
  now: number,
): string {
  const text = words.findings[code].text(evidence, now);
  return typeof evidence.partner === 'string' ? words.ofPartner(evidence.partner, text) : text;
}
