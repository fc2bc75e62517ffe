/** Tells a full device from other failures of its storage. */
export type StorageProblem = 'full' | 'failed';

export function storageProblemOf(error: unknown): StorageProblem {
  for (let e = error; e instanceof Error; e = (e as { inner?: unknown }).inner ?? e.cause) {
    if (e.name === 'QuotaExceededError' || e.message.includes('QuotaExceededError')) return 'full';
  }
  return 'failed';
}

/** Asks the browser not to clear this origin under pressure. It may say no; the answer changes nothing else. */
export const askToPersist = async (): Promise<boolean> => (await navigator.storage?.persist?.()) ?? false;
