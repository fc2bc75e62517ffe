/** Words for the fields of an entry of the registry and for its changes. */
import type { HistoryChange } from '@liangma/shared/registry/history';
import { type FieldChange, fieldChanges, fieldsOf } from '@liangma/shared/registry/history';
import { LINES } from '@liangma/shared/registry/lines';
import { desk, registryWords } from '#lib/words/desk.svelte.ts';

export interface SaidField {
  readonly label: string;
  readonly text: string;
}

/** Fields of an entry with their labels, in the order of the entry. */
export const sayFields = (entry: unknown): SaidField[] =>
  [...fieldsOf(entry)]
    .filter(([field, value]) => isTold(field) && value !== '' && !(isFlag(field) && value === 'false'))
    .map(([field, value]) => ({ label: labelOf(field), text: textOf(field, value) }));

/** Changed fields; none for an entry that is new. */
export const sayChanges = ({ before, after }: Pick<HistoryChange, 'before' | 'after'>): SaidField[] =>
  before === null || before === undefined
    ? []
    : fieldChanges(before, after)
        .filter(({ field }) => isTold(field))
        .map(sayChange);

function sayChange({ field, before, after }: FieldChange): SaidField {
  const text = registryWords.words.change(textOf(field, before), textOf(field, after));
  return { label: labelOf(field), text };
}

/** Ids of premises number them and are shown with the rest. */
const isTold = (field: string): boolean => !/^(?:details\.premises\.\d+|whitelist)\.id$/.test(field);
const isFlag = (field: string): boolean => /(?:^|\.)(?:demo|suspended)$/.test(field);

function labelOf(field: string): string {
  const { fields, premises, contact, mark, penalty } = registryWords.words;
  const lists = { premises, contacts: contact, marks: mark, penalties: penalty };
  const [, kind, at] = /^details\.(premises|contacts|marks|penalties)\.(\d+)\./.exec(field) ?? [];
  if (kind !== undefined) return lists[kind as keyof typeof lists](Number(at) + 1);
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
