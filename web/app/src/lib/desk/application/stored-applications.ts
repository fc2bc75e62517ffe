/** Applications, batches of them, and changes to them, that were begun in this browser and not submitted. */
import { readBatchDraft } from '#lib/desk/batch/batch-draft.ts';
import { listDrafts, removeDraft } from '#lib/drafts/stored-drafts.ts';
import { readDraft, readEdit } from './draft.ts';

export interface StoredApplication {
  /** Under which the browser keeps it. */
  readonly name: string;
  readonly savedAt: number;
  /** Undefined where none is chosen yet. */
  readonly enterprise: string | undefined;
  readonly kind: 'application' | 'edit' | 'batch';
  /** Number of enterprises of a batch. */
  readonly targets: number;
  readonly path: '/desk/apply' | '/desk/apply/batch';
  /** Search part of the form's address for this application. */
  readonly search: string;
}

/** Newest first; none where the browser keeps nothing. */
export function storedApplications(owner: string): StoredApplication[] {
  try {
    return listDrafts(localStorage, owner).flatMap(({ name, savedAt, content }) => {
      const found = storedAs(name, content);
      return found ? [{ name, savedAt, ...found }] : [];
    });
  } catch {
    return [];
  }
}

function storedAs(name: string, content: unknown): Omit<StoredApplication, 'name' | 'savedAt'> | undefined {
  const [form, ...rest] = name.split('.');
  const id = rest.join('.');
  if (form === 'batch') {
    const batch = readBatchDraft(content);
    const search = `?draft=${id}`;
    const targets = batch?.targets.length ?? 0;
    return batch ? { kind: 'batch', enterprise: undefined, targets, path: '/desk/apply/batch', search } : undefined;
  }
  if (form !== 'apply' && form !== 'edit') return undefined;
  const isEdit = form === 'edit';
  const draft = isEdit ? readEdit(content)?.draft : readDraft(content);
  if (!draft) return undefined;
  return {
    kind: isEdit ? 'edit' : 'application',
    enterprise: draft.enterprise?.name,
    targets: 0,
    path: '/desk/apply',
    search: `?${isEdit ? 'task' : 'draft'}=${id}`,
  };
}

export function removeStoredApplication(owner: string, { name }: StoredApplication): void {
  removeDraft(localStorage, owner, name);
}
