/** An import at the desk: a file, what it would do, and taking it over by its hash. */
import type { ImportReport } from '@liangma/shared/registry/import/report';
import { type Problem, problem } from '#lib/api/problem.ts';
import { importTable, type RegistryKind } from '#lib/api/registry.ts';

/** The server takes no more in one request. */
const MOST_BYTES = 30 * 1024 * 1024;

export class TableImport {
  kind = $state() as RegistryKind;
  busy = $state(false);
  /** Report of the dry run, then of the import. */
  report = $state.raw<ImportReport>();
  problem = $state.raw<Problem>();
  isTooLarge = $state(false);
  readonly changes = $derived(this.report ? this.report.new + this.report.changed + this.report.ended : 0);
  #file: File | undefined;

  constructor(kind: RegistryKind) {
    this.kind = kind;
  }

  async take(file: File): Promise<void> {
    this.again();
    this.isTooLarge = file.size > MOST_BYTES;
    if (this.isTooLarge) return;
    this.#file = file;
    await this.#send(null);
  }

  async commit(): Promise<void> {
    if (this.report) await this.#send(this.report.hash);
  }

  again(): void {
    this.#file = undefined;
    this.report = undefined;
    this.problem = undefined;
    this.isTooLarge = false;
  }

  async #send(hash: string | null): Promise<void> {
    if (!this.#file || this.busy) return;
    this.busy = true;
    try {
      const result = await importTable(this.kind, this.#file, hash);
      this.problem = result.ok ? undefined : result.error;
      if (result.ok) this.report = result.value;
    } catch (error) {
      // The browser can no longer read the file: it was moved or changed since it was chosen.
      console.error(error);
      this.problem = problem('file-unreadable');
    } finally {
      this.busy = false;
    }
  }
}
