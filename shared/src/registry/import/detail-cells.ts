/** Lists of an enterprise in one cell each: several parts apart by semicolons, the fields of a part apart by `|`. */
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Contact } from '../enterprise-details.ts';
import { inOrder, type MarkChange } from '../marks.ts';
import type { PenaltyYear } from '../penalties.ts';
import { type CellReader, readDay, readPhone, wrongForm } from './cell.ts';
import type { CellProblem } from './problem.ts';

type Part<T> = (fields: readonly string[]) => Result<T, Omit<CellProblem, 'field'>>;

interface Ordered<T> {
  /** Key that no two parts share. */
  readonly keyOf: (part: T) => string;
  readonly order: (list: T[]) => readonly T[];
}

/** Gives the list as JSON. Of two parts that contradict each other nobody knows which is meant. */
const readList =
  <T>(read: Part<T>, ordered?: Ordered<T>): CellReader =>
  (text) => {
    const list: T[] = [];
    for (const part of text.split(/[;；]/).filter((one) => one.trim() !== '')) {
      const one = read(part.split(/[|｜]/).map((field) => field.trim()));
      if (!one.ok) return one;
      const key = ordered?.keyOf(one.value);
      if (list.some((other) => key !== undefined && ordered?.keyOf(other) === key && !isSame(other, one.value)))
        return err({ code: 'said-twice', detail: key ?? '' });
      if (!list.some((other) => isSame(other, one.value))) list.push(one.value);
    }
    return ok(JSON.stringify(ordered?.order(list) ?? list));
  };

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Splits `等级:A+` at its first colon. */
const pair = (text: string): readonly [string, string] => {
  const [, name = '', value = ''] = /^([^:：]+)[:：](.+)$/su.exec(text) ?? [];
  return [name.trim(), value.trim()];
};

const MARK_FORM = '等级名称:等级|起始日期|依据，多项用分号隔开';

/** A mark without a day has always held. */
const UNKNOWN_START = '1900-01-01';

export const readMarks: CellReader = readList<MarkChange>(
  ([named = '', day = '', source = '', ...more]) => {
    const [scale, mark] = pair(named);
    if (scale === '' || mark === '' || more.length > 0) return err(wrongForm(MARK_FORM));
    if (scale.length > 40 || mark.length > 40) return err({ code: 'too-long', detail: '40' });
    if (source.length > 120) return err({ code: 'too-long', detail: '120' });
    const from = day === '' ? ok(UNKNOWN_START) : readDay(day);
    return from.ok ? ok({ scale, mark, from: String(from.value), source }) : err(from.error);
  },
  { keyOf: ({ scale, from }) => (from === UNKNOWN_START ? scale : `${scale} ${from}`), order: inOrder },
);

export const sayMarks = (marks: readonly MarkChange[]): string =>
  marks
    .map(({ scale, mark, from, source }) => {
      const day = from === UNKNOWN_START ? '' : from;
      return [`${scale}:${mark}`, ...(day || source ? [day] : []), ...(source ? [source] : [])].join('|');
    })
    .join('；');

const PENALTY_FORM = '年度:次数（无处罚写 0 或无）|依据，多年用分号隔开';

export const readPenalties: CellReader = readList<PenaltyYear>(
  ([named = '', source = '', ...more]) => {
    const [year, said] = pair(named.normalize('NFKC'));
    const found = /^(20\d\d)年?度?$/.exec(year);
    const count = countOf(said);
    if (!found || count === undefined || more.length > 0) return err(wrongForm(PENALTY_FORM));
    if (source.length > 120) return err({ code: 'too-long', detail: '120' });
    return ok({ year: Number(found[1]), count, source });
  },
  { keyOf: ({ year }) => String(year), order: (years) => years.sort((a, b) => a.year - b.year) },
);

/** 有 says that there was at least one. */
function countOf(said: string): number | undefined {
  if (/^(?:无|没有|否)$/.test(said)) return 0;
  if (/^(?:有|是)$/.test(said)) return 1;
  const [, number] = /^(\d{1,3})\s*[次件起]?$/.exec(said) ?? [];
  return number === undefined ? undefined : Number(number);
}

export const sayPenalties = (years: readonly PenaltyYear[]): string =>
  years.map(({ year, count, source }) => `${year}:${count}${source ? `|${source}` : ''}`).join('；');

const CONTACT_FORM = '姓名|电话，多人用分号隔开';

export const readContacts: CellReader = readList<Contact>(([name = '', number = '', ...more]) => {
  if (name === '' || name.length > 40 || more.length > 0) return err(wrongForm(CONTACT_FORM));
  const phone = number === '' ? ok('') : readPhone(number);
  return phone.ok ? ok({ name, phone: String(phone.value) }) : err(phone.error);
});

export const sayContacts = (contacts: readonly Contact[]): string =>
  contacts.map(({ name, phone }) => (phone === '' ? name : `${name}|${phone}`)).join('；');
