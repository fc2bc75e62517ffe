/**
 * Looks through an XLSX file before anything is built of it: its unpacked size, how far its cells reach, errors of formulas, and which
 * sheet people see first. A cell far away would otherwise be a table of all cells up to it.
 */
import { unpackedEntries, type ZipEntry } from './unpacked-entries.ts';

interface SheetCheckLimits {
  readonly unpackedBytes: number;
  readonly entries: number;
  readonly cells: number;
}

export type SheetCheck =
  /** Number of the first visible sheet with a table, from 1. */
  | {
      readonly sheet: number;
      /** Cells whose formula has an error or no value. */
      readonly wrong: readonly Place[];
      /** Names of the other visible sheets that have cells. */
      readonly others: readonly string[];
    }
  | { readonly error: 'not-a-sheet' | 'too-large' };

/** Row and column of a cell, from 0. */
export type Place = readonly [row: number, column: number];

/** Throws `BadZip`. */
export function checkSheet(file: Buffer, limits: SheetCheckLimits): SheetCheck {
  const sheets = new Map<string, Extent>();
  let workbook: string | undefined;
  let relations = '';
  for (const entry of unpackedEntries(file, limits)) {
    if (entry.name === 'xl/workbook.xml') workbook = entry.bytes.toString('utf8');
    else if (entry.name === 'xl/_rels/workbook.xml.rels') relations = entry.bytes.toString('utf8');
    else if (/\.xml$/i.test(entry.name)) {
      const extent = extentOf(entry);
      if (extent === undefined || extent.rows * extent.columns > limits.cells) return { error: 'too-large' };
      sheets.set(entry.name.toLowerCase(), extent);
    }
  }
  if (workbook === undefined) return { error: 'not-a-sheet' };
  const listed = listedSheets(workbook).map((one) => ({
    ...one,
    extent: sheets.get(targetOf(relations, one.relation)),
  }));
  const visible = listed.filter(({ isHidden }) => !isHidden);
  const filled = visible.filter(({ extent }) => extent?.hasCells);
  // A table has rows and columns; notes on how to fill it in stand in one column, often on a sheet before it.
  const isTable = ({ extent }: (typeof filled)[number]): boolean =>
    extent !== undefined && extent.rows > 1 && extent.columns > 1;
  const first = filled.find(isTable) ?? filled[0] ?? visible[0] ?? listed[0];
  const others = filled.filter((one) => one !== first);
  return { sheet: first?.number ?? 1, wrong: first?.extent?.wrong ?? [], others: others.map(({ name }) => name) };
}

interface ListedSheet {
  /** From 1. */
  readonly number: number;
  readonly name: string;
  readonly relation: string;
  readonly isHidden: boolean;
}

const listedSheets = (workbook: string): ListedSheet[] =>
  [...workbook.matchAll(/<(?:\w+:)?sheet\s([^>]*)>/g)].map(([, attributes = ''], i) => ({
    number: i + 1,
    name: unescaped(/\bname\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes)?.slice(1).join('') ?? ''),
    relation: /\w+:id\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1] ?? '',
    isHidden: /\bstate\s*=\s*["'](?:hidden|veryHidden)["']/.test(attributes),
  }));

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

const unescaped = (text: string): string => text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => ENTITIES[name] ?? '');

/** Path of a sheet in the zip, in small letters. */
function targetOf(relations: string, id: string): string {
  const tags = [...relations.matchAll(/<(?:\w+:)?Relationship\s([^>]*)>/g)].map(([, attributes = '']) => attributes);
  const attribute = (tag: string, name: string): string =>
    new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1] ?? '';
  const target = attribute(tags.find((tag) => attribute(tag, 'Id') === id) ?? '', 'Target');
  return (target.startsWith('/') ? target.slice(1) : `xl/${target}`).toLowerCase();
}

interface Extent {
  readonly rows: number;
  readonly columns: number;
  readonly hasCells: boolean;
  readonly wrong: readonly Place[];
}

/** A row or a cell with its attributes, which may hold any sign between their quotation marks. */
const PLACED = /<(?:\w+:)?(?:row|c)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)/g;
const PLACE = /\sr\s*=\s*(?:"([^"]*)"|'([^']*)')/;
const IS_ERROR = /\st\s*=\s*["']e["']/;
/** A cell whose formula nobody has calculated: it has no value, where an empty text would be one. */
const NOT_CALCULATED = /^\s*>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:\/>|>[^<]*<\/(?:\w+:)?f>)\s*<\/(?:\w+:)?c>/;
/** Longest formula that is looked through, with its marks. */
const LONGEST = 9_000;
const LETTERS = 26;

/** Undefined for places that no sheet has (ECMA-376: 1,048,576 rows of 16,384 columns). */
function extentOf({ bytes }: ZipEntry): Extent | undefined {
  let [rows, columns, hasCells] = [1, 1, false];
  const wrong: Place[] = [];
  const text = bytes.toString('latin1');
  for (const { 0: tag, 1: attributes = '', index } of text.matchAll(PLACED)) {
    const [, double, single] = PLACE.exec(attributes) ?? [];
    const said = double ?? single;
    if (said === undefined) continue;
    const [, letters, digits] = /^([A-Z]{0,3})(\d{1,7})$/.exec(said) ?? [];
    if (letters === undefined || digits === undefined) return undefined;
    rows = Math.max(rows, Number(digits));
    columns = Math.max(columns, columnOf(letters));
    if (letters === '') continue;
    hasCells = true;
    const end = index + tag.length;
    if (IS_ERROR.test(attributes) || (hasFormula(text, end) && NOT_CALCULATED.test(text.slice(end, end + LONGEST))))
      wrong.push([Number(digits) - 1, columnOf(letters) - 1]);
  }
  return { rows, columns, hasCells, wrong };
}

/** Most cells have none: a look at the next tag is enough. */
const hasFormula = (text: string, end: number): boolean => /^\s*>\s*<(?:\w+:)?f[\s/>]/.test(text.slice(end, end + 20));

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * LETTERS + letter.charCodeAt(0) - 64, 0);
