/** Rows of matters (检查事项) in files, by the columns of `matter-row.ts`. */
import { err, ok, type Result } from '../kernel/result.ts';
import { type CellReader, readDay, readText } from '../registry/import/cell.ts';
import { type Column, column } from '../registry/import/column.ts';
import type { Expected } from '../registry/import/expected.ts';
import { type ImportKind, Values } from '../registry/import/import-kind.ts';
import { readLine } from '../registry/import/line.ts';
import type { CellProblem, ProblemCode } from '../registry/import/problem.ts';
import type { Matter } from './matter.ts';
import {
  type MatterColumn,
  type MatterRow,
  matterColumns,
  matterFromRow,
  type RowProblem,
  rowFromMatter,
} from './matter-row.ts';

const LONGEST = 20_000;
const READERS: Partial<Record<MatterColumn, CellReader>> = {
  agency_code: readLine,
  valid_from: readDay,
  valid_to: readDay,
};
const REQUIRED: readonly MatterColumn[] = ['id', 'title', 'agency_code', 'valid_from'];
const OTHER_HEADINGS: Partial<Record<MatterColumn, readonly string[]>> = {
  id: ['事项编号'],
  title: ['检查事项名称', '事项名称'],
  agency_code: ['执法领域', '领域'],
  cap_per_year: ['年度检查频次上限', '频次上限'],
};

export const MATTER_COLUMNS: readonly Column[] = matterColumns.map(({ name, zh, example }) =>
  column(
    name,
    [zh, ...(OTHER_HEADINGS[name] ?? [])],
    READERS[name] ?? readText(LONGEST),
    name === 'title' ? `（示例）${example}` : example,
    { required: REQUIRED.includes(name) },
  ),
);

/** A file that states a number states the whole cap. */
const CAP_COLUMNS: readonly MatterColumn[] = ['cap_per_year', 'cap_by_grade', 'floor_per_year'];

const CODES: Readonly<Record<string, ProblemCode>> = {
  missing: 'required',
  'unknown-word': 'not-a-choice',
  'not-a-number': 'not-a-number',
  'wrong-form': 'pattern',
  'too-long': 'too-long',
  'too-many': 'too-many',
};

const FORMS: Partial<Record<MatterColumn, Expected>> = {
  id: '字母 M 加 3 至 6 位数字',
  cap_by_grade: '等级:次数，多项用分号隔开，如 A:1;B:2',
  cap: '频次结构的 JSON',
  checklist: '文字#分值#不适用，分值和“不适用”可以省略，多项用 | 隔开',
};

export const matterImport: ImportKind<Matter> = {
  name: 'matters',
  columns: MATTER_COLUMNS,
  keyColumn: 'id',
  exampleColumn: 'title',
  idOf: ({ id }) => (typeof id === 'string' ? id.toUpperCase() : undefined),
  build(id, row, before): Result<Matter, CellProblem[]> {
    const values = new Values(row);
    const known: MatterRow = before ? rowFromMatter(before) : {};
    const statesCap = CAP_COLUMNS.some((name) => values.has(name)) && !row.cap;
    const cells = Object.fromEntries(
      matterColumns.map(({ name }) => [name, values.text(name, known[name] ?? '', '')]),
    ) as MatterRow;
    const read = matterFromRow({ ...cells, id, ...(statesCap && { cap: '' }) });
    if (!read.ok) return err(read.error.map(problemOf));
    const { value } = read;
    if (value.validTo !== null && value.validTo < value.validFrom)
      return err([{ field: 'valid_to', code: 'days-reversed', detail: '生效日期' }]);
    return ok(before ? asKnown(value, before) : value);
  },
  hasEnded: ({ validTo }, today) => validTo !== null && validTo < today,
  cells: rowFromMatter,
};

const problemOf = ({ field, reason, detail }: RowProblem): CellProblem => ({
  field,
  code: CODES[reason] ?? 'invalid',
  detail: detail ?? (reason === 'wrong-form' ? (FORMS[field] ?? '') : CODES[reason] ? '' : reason),
});

/** A file has no column for the marks of invented parts, nor for the numbers of items: what did not change keeps them. */
function asKnown(matter: Matter, before: Matter): Matter {
  const { place, url } = before.source;
  const isSameSource = matter.source.place === place && matter.source.url === url;
  return {
    ...matter,
    checklist: matter.checklist.map((item, i) => {
      const known = before.checklist[i];
      return known && known.text === item.text ? { ...item, id: known.id, invented: known.invented } : item;
    }),
    source: isSameSource ? before.source : matter.source,
  };
}
