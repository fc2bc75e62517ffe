/** Task codes of each version, as the field app draws them. */
import { codeText } from '../../../shared/src/task-code/text.ts';
import { qrOf } from '../../../web/common/src/codes/qr.ts';
import { diceOf } from './dice.ts';
import type { Matrix } from './frame.ts';

export interface Code {
  readonly text: string;
  readonly version: number;
  readonly level: 'M' | 'L';
  readonly matrix: Matrix;
}

const ORIGIN = 'https://liangma.example.cn';

/**
 * The longest text that has the version, of bytes by chance: signatures and ids look like that, and shorter
 * versions than a full inspection reaches can be tried.
 */
export function codeOf(version: number, seed: number): Code {
  const dice = diceOf(seed);
  const bytes = Uint8Array.from({ length: 600 }, () => Math.floor(dice.next() * 256));
  let length = 1;
  while (qrOf(codeText(ORIGIN, bytes.subarray(0, length + 8))).version <= version) length += 8;
  const code = drawnCode(codeText(ORIGIN, bytes.subarray(0, length)));
  if (code.version !== version) throw new Error(`no code of version ${version}`);
  return code;
}

export function drawnCode(text: string): Code {
  const { size, path, level, version } = qrOf(text);
  return { text, version, level, matrix: matrixOf(size, path) };
}

/** Back from the runs of dark modules that `qrOf` draws. */
function matrixOf(size: number, path: string): Matrix {
  const rows = Array.from({ length: size }, () => Array<string>(size).fill('0'));
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)/g))
    rows[Number(y)]?.fill('1', Number(x), Number(x) + Number(run));
  return rows.map((row) => row.join(''));
}
