/** Applications, and changes to them, that were begun in this browser and not submitted. */
import { listDrafts, removeDraft } from '#lib/drafts/stored-drafts.ts';
import { readDraft, readEdit } from './draft.ts';

export interface StoredApplication {
  /** Under which the browser keeps it. */
  readonly name: string;
  readonly savedAt: number;
  /** Undefined where none is chosen yet. */
  readonly enterprise: string | undefined;
  readonly isEdit: boolean;
  /** Search part of the form's address for this application. */
  readonly search: string;
}

/** Newest first; none where the browser keeps nothing. */
export function storedApplications(owner: string): StoredApplication[] {
  try {
    return listDrafts(localStorage, owner).flatMap(({ name, savedAt, content }) => {
      const [kind, ...rest] = name.split('.');
      if (kind !== 'apply' && kind !== 'edit') return [];
      const isEdit = kind === 'edit';
      const draft = isEdit ? readEdit(content)?.draft : readDraft(content);
      const search = `?${isEdit ? 'task' : 'draft'}=${rest.join('.')}`;
      return draft ? [{ name, savedAt, enterprise: draft.enterprise?.name, isEdit, search }] : [];
    });
  } catch {
    return [];
  }
}

export function removeStoredApplication(owner: string, { name }: StoredApplication): void {
  removeDraft(localStorage, owner, name);
}
