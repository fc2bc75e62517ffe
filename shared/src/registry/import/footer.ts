/** Lines that officials write below a table, or between its parts: totals, notes, who filled it in. None of them is a row. */
import * as v from 'valibot';
import { type RawCell, textOf } from './cell.ts';

export const FOOTER_KINDS = ['total', 'note', 'signature'] as const;
export type FooterKind = (typeof FOOTER_KINDS)[number];

export const skippedLineSchema = v.object({
  line: v.number(),
  kind: v.picklist(FOOTER_KINDS),
  /** First cell of the line that is filled, at most 60 characters. */
  value: v.string(),
  reason: v.object({ zh: v.string(), en: v.string() }),
});
export type SkippedLine = v.InferOutput<typeof skippedLineSchema>;

const BEGINNINGS: Readonly<Record<FooterKind, RegExp>> = {
  total: /^(?:[合总小共]计|总数)(?:$|[:(\d])|^共计?\d+[家户人名个条项]/,
  note: /^(?:(?:注|备注|附注|说明|填表说明|填报说明)(?:\d*[:.、]|$)|\(?以下(?:空白|无正文))/,
  signature:
    /^(?:填表|制表|填报|报送|审核|复核|经办|联系|单位负责|负责)(?:人|单位|部门|日期|时间)(?:签字|签名|\(.*?\))?:/,
};

const REASONS: Readonly<Record<FooterKind, SkippedLine['reason']>> = {
  total: { zh: '是合计，未导入', en: 'is a total and was not imported' },
  note: { zh: '是备注，未导入', en: 'is a note and was not imported' },
  signature: { zh: '是落款，未导入', en: 'says who filled in the table and was not imported' },
};

const VALUE_SHOWN = 60;

/** Returns undefined for cells that begin like a row. */
export function footerAt(line: number, cells: readonly RawCell[]): SkippedLine | undefined {
  const value = cells.map(textOf).find((text) => text !== '') ?? '';
  const folded = value.normalize('NFKC').replace(/\s+/g, '');
  const kind = FOOTER_KINDS.find((one) => BEGINNINGS[one].test(folded));
  return kind && { line, kind, value: value.slice(0, VALUE_SHOWN), reason: REASONS[kind] };
}
