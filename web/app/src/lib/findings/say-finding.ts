/** A finding in words. */
import type { Finding, FindingCode } from '@liangma/shared/compliance/finding';
import type { tasks } from '@liangma/web-common/words/tasks/zh-CN';

/** A finding about the part of a partner in a joint inspection begins with its name. */
export function sayFinding(
  words: Pick<typeof tasks, 'findings' | 'ofPartner'>,
  { code, evidence }: { readonly code: FindingCode; readonly evidence: Finding['evidence'] },
  now: number,
): string {
  const text = words.findings[code].text(evidence, now);
  return typeof evidence.partner === 'string' ? words.ofPartner(evidence.partner, text) : text;
}
