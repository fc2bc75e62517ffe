/** Writes each message as a file of JSON: for a gateway that collects files, and where none is configured. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Notifier } from '../../ports/notifier.ts';

/** The name is the idempotency key: the same message again replaces its file with the same content. */
export const fileNotifier = (folder: string): Notifier => ({
  isReceipt: () => false,
  async send(message) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${message.id}.json`);
      await writeFile(`${path}.part`, `${JSON.stringify(message)}\n`, { mode: 0o600 });
      await rename(`${path}.part`, path);
      return { ok: true, receipt: `file:${message.id}` };
    } catch (error) {
      return { ok: false, error: String(error), final: false };
    }
  },
});
