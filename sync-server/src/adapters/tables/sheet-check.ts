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
  /** Number of the first visible sheet, from 1. */
  | { readonly sheet: number }
  | { readonly error: 'not-a-sheet' | 'too-large' }
  | { readonly cell: string; readonly line: number };

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
  const { sheet, relation } = firstVisible(workbook);
  const wrong = sheets.get(targetOf(relations, relation))?.wrong;
  return wrong ?? { sheet };
}

function firstVisible(workbook: string): { readonly sheet: number; readonly relation: string } {
  const tags = [...workbook.matchAll(/<(?:\w+:)?sheet\s([^>]*)>/g)].map(([, attributes = '']) => attributes);
  const at = Math.max(
    0,
    tags.findIndex((attributes) => !/\bstate\s*=\s*["'](?:hidden|veryHidden)["']/.test(attributes)),
  );
  return { sheet: at + 1, relation: /\w+:id\s*=\s*["']([^"']*)["']/.exec(tags[at] ?? '')?.[1] ?? '' };
}

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
  /** The first cell with the error of a formula. */
  readonly wrong: { readonly cell: string; readonly line: number } | undefined;
}

/** A row or a cell with its attributes, which may hold any sign between their quotation marks. */
const PLACED = /<(?:\w+:)?(?:row|c)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)/g;
const PLACE = /\sr\s*=\s*(?:"([^"]*)"|'([^']*)')/;
const IS_ERROR = /\st\s*=\s*["']e["']/;
const LETTERS = 26;

/** Undefined for places that no sheet has (ECMA-376: 1,048,576 rows of 16,384 columns). */
function extentOf({ bytes }: ZipEntry): Extent | undefined {
  let [rows, columns] = [1, 1];
  let wrong: Extent['wrong'];
  for (const [, attributes = ''] of bytes.toString('latin1').matchAll(PLACED)) {
    const [, double, single] = PLACE.exec(attributes) ?? [];
    const said = double ?? single;
    if (said === undefined) continue;
    const [, letters, digits] = /^([A-Z]{0,3})(\d{1,7})$/.exec(said) ?? [];
    if (letters === undefined || digits === undefined) return undefined;
    rows = Math.max(rows, Number(digits));
    columns = Math.max(columns, columnOf(letters));
    if (!wrong && IS_ERROR.test(attributes)) wrong = { cell: said, line: Number(digits) };
  }
  return { rows, columns, wrong };
}

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * LETTERS + letter.charCodeAt(0) - 64, 0);
