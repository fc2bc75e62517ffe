/** Columns of the newest entry in the whitelist (WL-1): its term, the entry condition, the document, and how it ended. */
import { err, ok, type Result } from '../../kernel/result.ts';
import type { WhitelistState } from '../whitelist.ts';
import { readDay, readText } from './cell.ts';
import { column } from './column.ts';
import type { Values } from './import-kind.ts';
import type { CellProblem } from './problem.ts';

export const WHITELIST_COLUMNS = [
  column('whitelistFrom', ['白名单起始日期', '列入白名单日期'], readDay, '2026-01-01'),
  column('whitelistUntil', ['白名单截止日期', '白名单有效期至'], readDay, '2026-12-31'),
  column('whitelistCondition', ['白名单列入条件', '列入条件'], readText(200), '连续三年信用良好，无行政处罚'),
  column('whitelistDocument', ['白名单依据', '列入文号'], readText(200), '天政办发〔2026〕8号'),
  column('whitelistRemovedOn', ['移出白名单日期'], readDay, ''),
  column('whitelistRemovalReason', ['移出白名单原因', '移出原因'], readText(200), ''),
] as const;

const TERMS = ['whitelistFrom', 'whitelistUntil', 'whitelistCondition', 'whitelistDocument'] as const;

/**
 * An entry that begins on another day is a new one; one of the same day is corrected. Empty cells keep what is stored: an entry ends
 * by its removal, with a reason, and is never taken out.
 */
export function whitelistOf(values: Values, before: WhitelistState | null): Result<WhitelistState | null, CellProblem> {
  const said = (key: string): string | null => values.text<null>(key, null, null);
  const from = said('whitelistFrom');
  const isNew = from !== null && from !== before?.from;
  const known = isNew ? null : before;
  if (!known && TERMS.every((key) => said(key) === null)) {
    const stray = ['whitelistRemovedOn', 'whitelistRemovalReason'].find((key) => said(key) !== null);
    return stray === undefined ? ok(before) : err({ field: stray, code: 'incomplete', detail: '白名单起始日期' });
  }
  const entry = {
    id: known?.id ?? '',
    from: from ?? known?.from ?? '',
    until: said('whitelistUntil') ?? known?.until ?? '',
    condition: said('whitelistCondition') ?? known?.condition ?? '',
    document: said('whitelistDocument') ?? known?.document ?? '',
  };
  const [fromKey, untilKey, conditionKey, documentKey] = TERMS;
  const cells = {
    [fromKey]: entry.from,
    [untilKey]: entry.until,
    [conditionKey]: entry.condition,
    [documentKey]: entry.document,
  };
  const missing = TERMS.find((key) => cells[key] === '');
  if (missing) return err({ field: missing, code: 'required' });
  if (entry.until < entry.from) return err({ field: untilKey, code: 'days-reversed' });
  const removed = removalOf(said, known, entry.from);
  return removed.ok ? ok({ ...entry, removed: removed.value }) : removed;
}

function removalOf(
  said: (key: string) => string | null,
  known: WhitelistState | null,
  from: string,
): Result<WhitelistState['removed'], CellProblem> {
  const on = said('whitelistRemovedOn') ?? known?.removed?.on ?? '';
  const reason = said('whitelistRemovalReason') ?? known?.removed?.reason ?? '';
  if (on === '' && reason === '') return ok(null);
  if (on === '') return err({ field: 'whitelistRemovedOn', code: 'incomplete', detail: '移出白名单日期' });
  if (reason === '') return err({ field: 'whitelistRemovalReason', code: 'incomplete', detail: '移出白名单原因' });
  if (on < from) return err({ field: 'whitelistRemovedOn', code: 'days-reversed' });
  return ok({ on, reason });
}

export const sayWhitelist = (entry: WhitelistState | null): Readonly<Record<string, string>> => ({
  whitelistFrom: entry?.from ?? '',
  whitelistUntil: entry?.until ?? '',
  whitelistCondition: entry?.condition ?? '',
  whitelistDocument: entry?.document ?? '',
  whitelistRemovedOn: entry?.removed?.on ?? '',
  whitelistRemovalReason: entry?.removed?.reason ?? '',
});
