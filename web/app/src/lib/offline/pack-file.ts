/**
 * The county pack: every enterprise of a county, signed. On the device it is kept as text, one enterprise a line,
 * in parts: a search is then one `indexOf` over a few megabytes instead of 74,000 objects out of the database
 * (with drawing 20 to 75 ms at CPU 4×).
 */
import type { CborValue } from '@liangma/shared/kernel/cbor';
import type { VerifySignature } from '@liangma/shared/kernel/cose';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { findKey, type KeySet } from '@liangma/shared/task-code/key-set';
import { type FileError, openFile } from '@liangma/shared/task-code/signed-file';
import type { PackText } from './device-db.ts';

const F = { version: 1, county: 2, rows: 3 } as const;
const ROWS_A_PART = 4_000;
const COLUMNS = 8;

export interface Pack {
  readonly version: number;
  readonly county: string;
  readonly count: number;
  readonly keys: readonly PackText[];
  readonly lines: readonly PackText[];
}

export async function openPack(
  bytes: Uint8Array,
  trusted: KeySet,
  verifySignature: VerifySignature,
): Promise<Result<Pack, FileError>> {
  const file = await openFile(bytes, 'pack', (kid) => findKey(trusted, kid, 'files')?.publicKey, verifySignature);
  if (!file.ok) return file;
  const [version, county, rows] = [F.version, F.county, F.rows].map((f) => file.value.get(f));
  if (typeof version !== 'number' || typeof county !== 'string' || !Array.isArray(rows)) return err('malformed');
  const read = rows as readonly CborValue[];
  return read.every(isRow) ? ok({ version, county, count: read.length, ...partsOf(county, read) }) : err('malformed');
}

type Row = readonly string[];

const isRow = (row: CborValue): row is Row =>
  Array.isArray(row) && row.length === COLUMNS && row.every((cell) => typeof cell === 'string');

function partsOf(county: string, rows: readonly Row[]): Pick<Pack, 'keys' | 'lines'> {
  const keys: PackText[] = [];
  const lines: PackText[] = [];
  for (let n = 0; n * ROWS_A_PART < rows.length; n++) {
    const part = rows.slice(n * ROWS_A_PART, (n + 1) * ROWS_A_PART);
    keys.push(
      textOf(
        county,
        n,
        part.map(([id = '', name = '']) => searchable(`${name}\t${id}`)),
      ),
    );
    lines.push(
      textOf(
        county,
        n,
        part.map((row) => row.map((cell) => cell.replaceAll(/[\t\n]/g, ' ')).join('\t')),
      ),
    );
  }
  return { keys, lines };
}

function textOf(county: string, n: number, lines: readonly string[]): PackText {
  const starts = new Uint32Array(lines.length);
  let at = 0;
  for (const [i, line] of lines.entries()) {
    starts[i] = at;
    at += line.length + 1;
  }
  return { county, n, text: lines.map((line) => `${line}\n`).join(''), starts };
}

/** Full-width and half-width, upper and lower case are one. */
export const searchable = (text: string): string => text.normalize('NFKC').toUpperCase();
