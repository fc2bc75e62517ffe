/**
 * Words on screen follow docs/GLOSSARY.md: its table "Words on screen" names each term once in both languages, and the
 * words that must not appear in its place. Reads every file of words for people.
 */
import { type Complaint, complain, type Report } from './report.ts';
import { readText } from './sources.ts';

const BOOK = 'docs/GLOSSARY.md';

interface Term {
  readonly terms: readonly [zh: string, en: string];
  readonly avoided: readonly [zh: readonly string[], en: readonly string[]];
}

/** Rows `| zh-CN | en | in code | not (zh-CN) | not (en) |` of the table; avoided words are separated by `、` or `,`. */
export function readTerms(book: string): Term[] {
  const table = book.split('## Words on screen')[1]?.split('\n## ')[0] ?? '';
  const rows = [...table.matchAll(/^\| (.*) \|$/gm)].map(([, row = '']) => row.split('|').map((cell) => cell.trim()));
  return rows
    .filter((cells) => cells.length === 5 && cells[0] !== 'zh-CN')
    .map(([zh = '', en = '', , notZh = '', notEn = '']) => ({
      terms: [zh, en],
      avoided: [listOf(notZh), listOf(notEn)],
    }));
}

const listOf = (cell: string): string[] =>
  cell
    .split(/[、,]/)
    .map((word) => word.trim())
    .filter((word) => word !== '' && word !== '–');

/** `words/tasks/zh-CN.ts`, `words/field/scan.zh-CN.ts` and `words/verdict/holds-zh-CN.ts` alike. */
const LANGUAGES = [/(^|[/.-])zh-CN\.ts$/, /(^|[/.-])en\.ts$/] as const;

export function checkWords(files: readonly string[]): Report {
  const terms = readTerms(readText(BOOK));
  const problems = files.flatMap((path) => {
    const language = LANGUAGES.findIndex((pattern) => pattern.test(path));
    return language < 0 ? [] : judgeText(path, readText(path), terms, language as 0 | 1);
  });
  if (terms.length === 0) problems.push(complain(BOOK, 'has no table "Words on screen"'));
  return { problems, note: `${terms.length} terms` };
}

/** Comments and code names are for engineers: only what stands between quotation marks is judged. */
export function judgeText(path: string, text: string, terms: readonly Term[], language: 0 | 1): Complaint[] {
  return text.split('\n').flatMap((line, at) => {
    const shown = [...line.matchAll(/'[^']*'|`[^`]*`|"[^"]*"/g)].map(([quoted]) => quoted.toLowerCase()).join(' ');
    return terms.flatMap(({ terms: good, avoided }) =>
      avoided[language]
        .filter((word) => withoutTerm(shown, good[language]).includes(word.toLowerCase()))
        .map((word) => complain(`${path}:${at + 1}`, `says “${word}”; the glossary says “${good[language]}”`)),
    );
  });
}

/** The right term may contain the wrong one: 予以采信 and 采信. */
const withoutTerm = (shown: string, term: string): string => shown.replaceAll(term.toLowerCase(), '');
