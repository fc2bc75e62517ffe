/**
 * Keeps in this browser what is typed at the desk and not sent yet. Each owner (`draft-owner.ts`) and each draft has its own key:
 * two tabs that fill in two applications do not overwrite each other.
 */

export interface StoredDraft {
  /** Such as `apply.3f9c2a41`, `batch.3f9c2a41`, `edit.<task>` or `grant`. */
  readonly name: string;
  readonly savedAt: number;
  /** Typed content; its shape is not checked. */
  readonly content: unknown;
}

const prefixOf = (owner: string): string => `liangma.draft.${owner}.`;

export function readDraft(storage: Storage, owner: string, name: string): StoredDraft | null {
  return parse(name, storage.getItem(prefixOf(owner) + name));
}

export function writeDraft(storage: Storage, owner: string, { name, savedAt, content }: StoredDraft): void {
  storage.setItem(prefixOf(owner) + name, JSON.stringify({ savedAt, content }));
}

export function removeDraft(storage: Storage, owner: string, name: string): void {
  storage.removeItem(prefixOf(owner) + name);
}

/** Newest first. */
export function listDrafts(storage: Storage, owner: string): StoredDraft[] {
  const prefix = prefixOf(owner);
  return Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '')
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) => parse(key.slice(prefix.length), storage.getItem(key)) ?? [])
    .sort((a, b) => b.savedAt - a.savedAt);
}

function parse(name: string, text: string | null): StoredDraft | null {
  try {
    const { savedAt, content } = JSON.parse(text ?? '') as { savedAt?: unknown; content?: unknown };
    return typeof savedAt === 'number' && content !== undefined ? { name, savedAt, content } : null;
  } catch {
    return null;
  }
}

/** Resolves to a release, or to nothing where another tab of this browser holds the draft. */
export async function claimDraft(owner: string, name: string): Promise<(() => void) | undefined> {
  const { locks } = navigator;
  if (!locks) return () => undefined;
  return new Promise((claimed) => {
    void locks.request(prefixOf(owner) + name, { ifAvailable: true }, (lock) => {
      if (!lock) return claimed(undefined);
      return new Promise<void>((release) => claimed(release));
    });
  });
}
