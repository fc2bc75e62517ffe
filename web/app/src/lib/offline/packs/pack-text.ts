/**
 * A part of a county pack as a device keeps it: text, one enterprise a line, once to be searched and once to be shown. A
 * search is then one `indexOf` over a few megabytes instead of 74,000 objects out of the database (with drawing 20 to
 * 75 ms at CPU 4×).
 */
import { equalBytes } from '@liangma/shared/kernel/bytes';
import type { Digest } from '@liangma/shared/kernel/digest';
import { PACK_COLUMNS } from '@liangma/shared/packs/pack';
import type { LinesText } from '../rows.ts';

export interface PartText {
  /** Search text: name and number. */
  readonly names: LinesText;
  /** Display text of a hit. */
  readonly rows: LinesText;
}

/** Returns undefined if the bytes do not have this hash, or are no part. */
export async function openPart(bytes: Uint8Array, hash: Uint8Array, sha256: Digest): Promise<PartText | undefined> {
  if (!equalBytes(await sha256(bytes), hash)) return undefined;
  const lines = new TextDecoder().decode(bytes).split('\n').slice(0, -1);
  return lines.every((line) => line.split('\t').length === PACK_COLUMNS) ? partText(lines) : undefined;
}

/** `lines` as `packLine` writes them, without their ends. */
export const partText = (lines: readonly string[]): PartText => ({
  names: linesText(
    lines.map((line) => {
      const [id = '', name = ''] = line.split('\t', 2);
      return searchable(`${name}\t${id}`);
    }),
  ),
  rows: linesText(lines),
});

function linesText(lines: readonly string[]): LinesText {
  const starts = new Uint32Array(lines.length);
  let at = 0;
  for (const [i, line] of lines.entries()) {
    starts[i] = at;
    at += line.length + 1;
  }
  return { text: lines.map((line) => `${line}\n`).join(''), starts };
}

/** Returns a line without its line end. */
export const lineAt = ({ text, starts }: LinesText, line: number): string =>
  text.slice(starts[line], (starts[line + 1] ?? text.length) - 1);

/** Folds full-width and half-width, upper and lower case. */
export const searchable = (text: string): string => text.normalize('NFKC').toUpperCase();
