/** 检查依据: what allows an inspection (MAT-2). Only laws, regulations, rules and State Council decisions can. */
import * as v from 'valibot';

/** 法律, 法规 (行政法规、地方性法规), 规章, 国务院决定; `document`: anything else, which allows no inspection. */
export const BASIS_KINDS = ['law', 'regulation', 'rule', 'decision', 'document'] as const;
export type BasisKind = (typeof BASIS_KINDS)[number];

export const basisSchema = v.object({
  kind: v.picklist(BASIS_KINDS),
  /** Name as cited, with its title marks and whoever issued it. */
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120)),
  /** Number of the document and of the articles, as cited; empty where the source names none. */
  article: v.pipe(v.string(), v.maxLength(120)),
  /** Wording of the article; empty where it is not kept. */
  text: v.pipe(v.string(), v.maxLength(2000)),
});
export type Basis = v.InferOutput<typeof basisSchema>;

/** Returns the citation as it stands on notices, codes and pages. */
export const citationOf = (bases: readonly Basis[]): string =>
  bases.map(({ title, article }) => title + article).join('；');

/** Reads a citation such as 《甲法》第一条；《乙条例》 into its parts; `citationOf` gives it back. */
export const basesOf = (citation: string): Basis[] =>
  citation
    .split(/[；;]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const end = part.lastIndexOf('》') + 1;
      const [title, article] = end > 0 ? [part.slice(0, end), part.slice(end)] : [part, ''];
      return { kind: kindOf(title), title, article, text: '' };
    });

/** Returns the kind that the name of a text tells: laws end in 法, regulations in 条例. */
export function kindOf(title: string): BasisKind {
  const name = title.replace(/[（(](?:试行|暂行|修订|节选)[）)]/g, '').replace(/》$/, '');
  if (/^《?国务院.*决定/.test(name)) return 'decision';
  if (/法$/.test(name) && !/办法$/.test(name)) return 'law';
  if (/条例$/.test(name)) return 'regulation';
  return /(规定|办法|规则|细则)$/.test(name) ? 'rule' : 'document';
}

/** MAT-2: names at least one text of a kind that can allow an inspection. */
export const allowsInspection = (bases: readonly Basis[]): boolean => bases.some(({ kind }) => kind !== 'document');
