/**
 * Keeps in this browser what is typed at the desk and not sent yet. Each account has its own, each draft has its own key:
 * two tabs that fill in two applications do not overwrite each other.
 */

export interface StoredDraft {
  /** Such as `apply.3f9c2a41`, `edit.<task>` or `grant`. */
  readonly name: string;
  readonly savedAt: number;
  /** Typed content; its shape is not checked. */
  readonly content: unknown;
}

const prefixOf = (account: string): string => `liangma.draft.${account}.`;

export function readDraft(storage: Storage, account: string, name: string): StoredDraft | null {
  return parse(name, storage.getItem(prefixOf(account) + name));
}

export function writeDraft(storage: Storage, account: string, { name, savedAt, content }: StoredDraft): void {
  storage.setItem(prefixOf(account) + name, JSON.stringify({ savedAt, content }));
}

export function removeDraft(storage: Storage, account: string, name: string): void {
  storage.removeItem(prefixOf(account) + name);
}

/** Newest first. */
export function listDrafts(storage: Storage, account: string): StoredDraft[] {
  const prefix = prefixOf(account);
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
export async function claimDraft(account: string, name: string): Promise<(() => void) | undefined> {
  const { locks } = navigator;
  if (!locks) return () => undefined;
  return new Promise((claimed) => {
    void locks.request(prefixOf(account) + name, { ifAvailable: true }, (lock) => {
      if (!lock) return claimed(undefined);
      return new Promise<void>((release) => claimed(release));
    });
  });
}
