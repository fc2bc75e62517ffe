import { err, ok } from '../../kernel/result.ts';
import { LINES } from '../lines.ts';
import { type CellReader, readCode } from './cell.ts';

const byWord = new Map(Object.entries(LINES).map(([code, word]) => [word, code]));
const letters = readCode(/^[A-Z]{2,8}$/, '');

/** Line of work by its word, also with 执法, 领域 or 局 behind it, or by its code. */
export const readLine: CellReader = (text) => {
  const word = text.replace(/\s+/g, '');
  const known = byWord.get(word) ?? byWord.get(word.replace(/(?:行政)?(?:执法|领域|局)$/, ''));
  if (known) return ok(known);
  const code = letters(word);
  return code.ok ? code : err({ code: 'unknown-line', detail: [...byWord.keys()].slice(0, 8).join('、') });
};
