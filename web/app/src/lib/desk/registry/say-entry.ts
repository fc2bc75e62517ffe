/** Words for the fields of an entry of the registry and for its changes. */
import type { AccountEntry } from '@liangma/shared/access/account-import';
import { citationOf } from '@liangma/shared/matters/basis';
import { type Matter, matterSchema } from '@liangma/shared/matters/matter';
import type { HistoryChange } from '@liangma/shared/registry/history';
import { type FieldChange, fieldChanges, fieldsOf } from '@liangma/shared/registry/history';
import { LINES } from '@liangma/shared/registry/lines';
import * as v from 'valibot';
import type { RegistryKind } from '#lib/api/registry.ts';
import { sayCap } from '#lib/desk/matters/say-cap.ts';
import { desk, registryWords } from '#lib/words/desk.svelte.ts';
import { shell } from '#lib/words/shell.svelte.ts';

export interface SaidField {
  readonly label: string;
  readonly text: string;
}

/** Fields of an entry with their labels, in the order of the entry. */
export const sayFields = (kind: RegistryKind, entry: unknown): SaidField[] =>
  [...fieldsOf(shownOf(kind, entry))]
    .filter(([field, value]) => isTold(field) && value !== '' && !(isFlag(field) && value === 'false'))
    .map(([field, value]) => ({ label: labelOf(field), text: textOf(field, value) }));

/** Changed fields; none for an entry that is new. */
export const sayChanges = (
  kind: RegistryKind,
  { before, after }: Pick<HistoryChange, 'before' | 'after'>,
): SaidField[] =>
  before === null || before === undefined
    ? []
    : fieldChanges(shownOf(kind, before), shownOf(kind, after))
        .filter(({ field }) => isTold(field))
        .map(sayChange);

export const titleOf = (entry: unknown): string => {
  const fields = fieldsOf(entry);
  return fields.get('name') ?? fields.get('enterprise.name') ?? fields.get('title') ?? '';
};

/** Matters and accounts hold lists, which people read as one field each. */
function shownOf(kind: RegistryKind, entry: unknown): unknown {
  if (kind === 'matters') {
    const matter = v.safeParse(matterSchema, entry);
    return matter.success ? { matter: matterFields(matter.output) } : entry;
  }
  if (kind !== 'accounts') return entry;
  const { posts, ...fields } = entry as AccountEntry;
  return { account: { ...fields, posts: posts.map((role) => shell.words.roles[role]).join(PARTS) } };
}

const PARTS = '；';

function matterFields({ bases, levels, methods, cap, checklist, source, ...matter }: Matter): Record<string, unknown> {
  const { matters: words } = desk.words;
  const { id, title, agencyCode, target, publicSafety, validFrom, validTo } = matter;
  return {
    id,
    title,
    basis: citationOf(bases),
    basisKinds: bases.map(({ kind }) => words.basisKinds[kind]).join(PARTS),
    basisTexts: bases
      .map(({ text }) => text)
      .join('\n')
      .trim(),
    line: LINES[agencyCode] ?? agencyCode,
    levels: levels.map((level) => registryWords.words.values[level] ?? level).join(PARTS),
    target,
    methods: methods.map((method) => words.methods[method]).join(PARTS),
    publicSafety,
    cap: sayCap(cap, words),
    capText: cap.published.text,
    capNote: cap.published.note,
    validFrom,
    validTo,
    checklist: checklist
      .map(({ text, points, mayNotApply }, i) =>
        [
          `${i + 1}. ${text}`,
          ...(points === null ? [] : [words.points(points)]),
          ...(mayNotApply ? [words.mayNotApply] : []),
        ].join(' · '),
      )
      .join('\n'),
    source: source.place,
    url: source.url,
  };
}

function sayChange({ field, before, after }: FieldChange): SaidField {
  const text = registryWords.words.change(textOf(field, before), textOf(field, after));
  return { label: labelOf(field), text };
}

/** Ids of premises number them and are shown with the rest. */
const isTold = (field: string): boolean => !/^(?:details\.premises\.\d+|whitelist)\.id$/.test(field);
const isFlag = (field: string): boolean => /(?:^|\.)(?:demo|suspended|closed)$/.test(field);

function labelOf(field: string): string {
  const { fields, parts, premises, contact, mark, penalty } = registryWords.words;
  const lists = { premises, contacts: contact, marks: mark, penalties: penalty };
  const [, kind, at, part = ''] = /^details\.(premises|contacts|marks|penalties)\.(\d+)\.(\w+)$/.exec(field) ?? [];
  if (kind !== undefined) return lists[kind as keyof typeof lists](Number(at) + 1, parts[part] ?? '');
  return fields[field] ?? field;
}

function textOf(field: string, value: string): string {
  const { values, yes, no } = registryWords.words;
  if (value === 'true') return yes;
  if (value === 'false') return no;
  if (field === 'line') return LINES[value] ?? value;
  if (field === 'enterprise.kind') return (desk.words.kinds as Readonly<Record<string, string>>)[value] ?? value;
  return values[value] ?? value;
}
