/** Tolerant reading of cells as officials fill them: full-width characters, spaces, several ways to write a day. */
import { LAST_DAY } from '../../kernel/instant.ts';
import { plainRegion } from '../../kernel/regions.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Expected } from './expected.ts';
import type { CellProblem } from './problem.ts';

/** A cell as a file holds it: text, or what a spreadsheet stored as a number, a flag or nothing. */
export type RawCell = string | number | boolean | null;

/** Value of a cell after reading; null where it is empty. */
export type CellValue = string | number | boolean | null;

export type CellReader = (text: string) => Result<CellValue, Omit<CellProblem, 'field'>>;

const INVISIBLE = /\p{Cf}|(?![\t\n\r])\p{Cc}/gu;
/** Excel's way to keep digits as text in a CSV file: ="00123". */
const FORCED_TEXT = /^="([0-9A-Za-z]*)"$/;

/** Returns the cell as text without blanks around it and without invisible characters. */
export function textOf(cell: RawCell): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  const text = String(cell).replace(INVISIBLE, '').trim();
  return FORCED_TEXT.exec(text)?.[1] ?? text;
}

/** Signs for "nothing" that people put into a cell that they must not leave empty. */
export const isNothing = (text: string): boolean => /^(?:[-—–/\\]|无|暂无|null|none|n\/a)?$/i.test(text);

/** Error of a formula, as a spreadsheet shows it and writes it into a CSV file: it is no text, and no empty cell. */
export const isCellError = (text: string): boolean =>
  /^#(?:N\/A|NAME\?|(?:REF|VALUE|DIV\/0|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|CONNECT|UNKNOWN|BUSY)!)$/i.test(text);

/** OWASP, CSV injection: a spreadsheet runs a cell that begins so. */
export const isFormula = (text: string): boolean => /^[=+\-@＝＋－＠]/.test(text);

/** An apostrophe before a formula sign keeps it as text; our own export writes it. */
export const unescaped = (text: string): string => (/^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text);

/** Full-width letters, digits and the ideographic space become plain ones; Chinese punctuation stays. */
const plain = (text: string): string =>
  text.replace(/[０-９Ａ-Ｚａ-ｚ\u3000]/g, (one) => one.normalize('NFKC')).replace(/\s+/g, ' ');

const code = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toUpperCase();

export const wrongForm = (expected: Expected): Omit<CellProblem, 'field'> => ({ code: 'pattern', detail: expected });

const SCIENTIFIC = /^\d(?:\.\d+)?E\+?\d+$/i;
/** The last digits of a longer number are lost in a spreadsheet. */
const EXACT_DIGITS = 15;

export const readText =
  (most: number): CellReader =>
  (text) => {
    const value = plain(text);
    return value.length <= most ? ok(value) : err({ code: 'too-long', detail: String(most) });
  };

/** An identifier: capital letters, digits and hyphens without blanks. */
export const readCode =
  (pattern: RegExp, expected: Expected): CellReader =>
  (text) => {
    const value = code(text);
    if (SCIENTIFIC.test(value)) return err({ code: 'scientific' });
    return pattern.test(value) ? ok(value) : err(wrongForm(expected));
  };

/** True for a number that a spreadsheet has rounded. */
export const isRounded = (cell: RawCell): boolean => typeof cell === 'number' && Math.abs(cell) >= 10 ** EXACT_DIGITS;

/** A spreadsheet drops the zero of an area code: ten or eleven digits that are no mobile number, 400 or 800. */
const LOST_ZERO = /^(?!1\d{10}$|[48]00\d{7}$)(?=10|[2-9])\d{10,11}$/;

export const readPhone: CellReader = (text) => {
  const value = text
    .normalize('NFKC')
    .replace(/[‐-―－]/g, '-')
    .trim();
  if (LOST_ZERO.test(value)) return ok(`0${value}`);
  return /^[0-9+(][0-9+()\- ]{2,29}$/.test(value) ? ok(value) : err(wrongForm('电话号码，如 0935-3120000'));
};

export const readYesNo: CellReader = (text) => {
  const value = text.normalize('NFKC').toLowerCase();
  if (/^(?:是|有|y|yes|true|1)$/.test(value)) return ok(true);
  return /^(?:否|无|n|no|false|0)$/.test(value) ? ok(false) : err({ code: 'not-yes-or-no' });
};

/** `words`: what may be written, and the value that it stands for. A value stands for itself too. */
export function readChoice(words: Readonly<Record<string, string>>, shown: readonly string[]): CellReader {
  const known = new Map(Object.entries(words).map(([word, value]) => [word.toLowerCase(), value]));
  for (const value of Object.values(words)) known.set(value.toLowerCase(), value);
  return (text) => {
    const value = text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
    const found = known.get(value) ?? known.get(value.replace(/\(.*\)$/, ''));
    return found === undefined ? err({ code: 'not-a-choice', detail: shown.join('、') }) : ok(found);
  };
}

const WRITTEN = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:日|\.(?=$))?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const FOREVER = /^(?:长期|永久|长期有效)$/;

/** Serial numbers of a spreadsheet between 1954 and 2119. */
const SERIAL = { least: 20_000, most: 80_000 };
const SERIAL_EPOCH = Date.UTC(1899, 11, 30);
const DAY_LENGTH = 86_400_000;

export const readDay: CellReader = (text) => {
  const value = text
    .normalize('NFKC')
    .replace(/\s*([-/.年月日])\s*/g, '$1')
    .trim();
  if (FOREVER.test(value)) return ok(LAST_DAY);
  const written = WRITTEN.exec(value) ?? COMPACT.exec(value);
  if (written) return dayFrom(Number(written[1]), Number(written[2]), Number(written[3]));
  const serial = Number(value);
  if (/^\d{5}(?:\.\d+)?$/.test(value) && serial >= SERIAL.least && serial <= SERIAL.most) {
    return ok(new Date(SERIAL_EPOCH + Math.floor(serial) * DAY_LENGTH).toISOString().slice(0, 10));
  }
  return err({ code: 'not-a-day' });
};

const FIRST_YEAR = 1900;

function dayFrom(year: number, month: number, date: number): ReturnType<CellReader> {
  const at = new Date(Date.UTC(year, month - 1, date));
  const isReal = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
  return isReal && year >= FIRST_YEAR ? ok(at.toISOString().slice(0, 10)) : err({ code: 'not-a-day' });
}

/** Code of an agency. Zeros at the end of its region make no other agency: 620000-SCJG is 62-SCJG. */
export const readAgencyCode: CellReader = (text) => {
  const read = readCode(/^\d{2,12}-[A-Z]{2,8}\d{0,2}$/, '区划代码-领域代码，如 620623-SCJG')(text);
  if (!read.ok) return read;
  const [digits = '', line = ''] = String(read.value).split('-');
  return ok(`${plainRegion(digits) ?? digits}-${line}`);
};

/** Region code of any usual length. */
export const readRegion: CellReader = (text) => {
  const region = plainRegion(code(text));
  return region === undefined ? err(wrongForm('2、4、6、9 或 12 位行政区划代码')) : ok(region);
};
