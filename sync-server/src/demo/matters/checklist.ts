/**
 * Checklists by matter id. The published lists give none, so all of these are invented for the demo and every
 * item is marked so. An item is a sentence that holds or does not.
 */
import type { ChecklistItem } from '@liangma/shared/matters/matter';

export type Checklists = Readonly<Record<string, readonly string[]>>;

export const asChecklist = (texts: readonly string[]): ChecklistItem[] =>
  texts.map((text, i) => ({
    id: String(i + 1).padStart(2, '0'),
    text,
    points: null,
    mayNotApply: true,
    invented: true,
  }));
