/**
 * Imports a file into the registry, or says what an import would do. Everything happens in one write: if a row has a
 * problem, nothing is changed. From the first problem on the rest of the file is only read, to report all of it.
 */
import { type Day, dayOf } from '@liangma/shared/kernel/instant';
import { fieldChanges } from '@liangma/shared/registry/history';
import type { ReadRow } from '@liangma/shared/registry/import/import-rows';
import { RowReader } from '@liangma/shared/registry/import/import-rows';
import type { ImportProblem } from '@liangma/shared/registry/import/problem';
import type { ImportReport } from '@liangma/shared/registry/import/report';
import type { Deps } from '../../deps.ts';
import { auditEntry, newId } from '../../ports/audit.ts';
import { NO_SHARD } from '../../ports/shards.ts';
import { committed, type ReadTx, type Store, unchanged, type WriteTx } from '../../ports/store.ts';
import { type TableFile, TooManyRows, UnreadableFile } from '../../ports/tables.ts';
import type { ChangeStamp, ImportScope } from '../history-repository.ts';
import { kindOfHeadings } from './kind-of-headings.ts';
import type { StoredKind } from './stored-kinds.ts';
import { type RegistryWorld, worldOf } from './world.ts';

export interface ImportRequest {
  readonly source: TableFile;
  readonly actor: string;
  readonly scope: ImportScope;
  readonly dryRun: boolean;
}

type Tools = Pick<Deps, 'store' | 'clock' | 'random'>;

export async function importFile<T>(
  deps: Tools,
  kind: StoredKind<T>,
  { source, actor, scope, dryRun }: ImportRequest,
): Promise<ImportReport> {
  const { region } = scope;
  await source.prepare();
  const base = { kind: kind.name, file: source.name, hash: await source.hash(), dryRun };
  if (dryRun) return deps.store.read((tx) => new Run(deps, kind, { source, region, base }).over(tx, undefined));
  return deps.store.write(async (tx) => {
    const id = newId(deps);
    const stamp = { id, at: deps.clock.now(), actor, importId: id };
    await tx.registryHistory.expectMany();
    const report = await new Run(deps, kind, { source, region, base }).over(tx, stamp);
    if (!report.imported) return unchanged(report);
    await tx.registryHistory.endMany();
    // The counts and the file; the rows that changed are in the history.
    await tx.registryHistory.saveImport({ id, at: stamp.at, actor, scope, report });
    return committed(report, auditEntry(deps, NO_SHARD, actor, 'registry.import', `${kind.name} ${id}`));
  });
}

/** Rows after which searches need fresh statistics. */
const MANY = 1_000;

/** After an import: statistics, if it was a large one. The report need not wait for them. */
export async function refreshAfter(store: Store, report: ImportReport): Promise<void> {
  if (report.imported && report.new + report.changed >= MANY) await store.refreshStatistics();
}

interface RunOf {
  readonly source: TableFile;
  readonly region: string;
  readonly base: Pick<ImportReport, 'kind' | 'file' | 'hash' | 'dryRun'>;
}

interface Changed<T> {
  readonly before: T | undefined;
  readonly after: T;
}

class Run<T> {
  readonly #deps: Tools;
  readonly #kind: StoredKind<T>;
  readonly #run: RunOf;
  readonly #today: Day;
  readonly #reader: RowReader<T>;
  /** Rows are written while the next ones are read: no two batches have the same row. */
  #saving: Promise<readonly PromiseSettledResult<void>[]> = Promise.resolve([]);
  readonly #counts = { new: 0, changed: 0, unchanged: 0, ended: 0 };

  constructor(deps: Tools, kind: StoredKind<T>, run: RunOf) {
    this.#deps = deps;
    this.#kind = kind;
    this.#run = run;
    this.#today = dayOf(deps.clock.now());
    this.#reader = new RowReader(kind, this.#today);
  }

  async over(tx: ReadTx, stamp: ChangeStamp | undefined): Promise<ImportReport>;
  async over(tx: WriteTx, stamp: ChangeStamp | undefined): Promise<ImportReport>;
  async over(tx: ReadTx | WriteTx, stamp: ChangeStamp | undefined): Promise<ImportReport> {
    let ignoredSheets: readonly string[] = [];
    const world = await worldOf(tx, this.#today, this.#run.region);
    try {
      await this.#readAll(tx, stamp, world);
      ignoredSheets = await this.#run.source.otherSheets();
    } catch (error) {
      if (error instanceof TooManyRows)
        this.#reader.failFile({ field: '', code: 'too-many-rows', detail: error.message });
      else if (error instanceof UnreadableFile)
        this.#reader.failFile({ field: '', code: 'unreadable', detail: error.reason });
      else throw error;
    }
    this.#reader.end();
    const other = this.#reader.wrongHeading && kindOfHeadings(this.#reader.wrongHeading);
    if (other && other !== this.#kind.name) this.#reader.failFile({ field: '', code: 'other-kind', detail: other });
    return { ...this.#report(stamp), ignoredSheets: [...ignoredSheets] };
  }

  async #readAll(tx: ReadTx | WriteTx, stamp: ChangeStamp | undefined, world: RegistryWorld): Promise<void> {
    try {
      await this.#takeAll(tx, stamp, world);
    } finally {
      await this.#saved();
    }
  }

  async #takeAll(tx: ReadTx | WriteTx, stamp: ChangeStamp | undefined, world: RegistryWorld): Promise<void> {
    const whole: ReadRow[] = [];
    for await (const batch of this.#run.source.rows()) {
      const rows = this.#reader.read(batch);
      if (this.#kind.needsWhole) whole.push(...rows);
      else await this.#take(tx, stamp, world, rows);
    }
    // Rows may refer to each other, whichever comes first, and to one that has a problem of its own.
    this.#kind.addTo?.(world, whole);
    for (const row of whole) if (row.id !== '' && !world.file.has(row.id)) world.file.set(row.id, row);
    for (let i = 0; i < whole.length; i += ROWS_AT_ONCE)
      await this.#take(tx, stamp, world, whole.slice(i, i + ROWS_AT_ONCE));
  }

  async #take(
    tx: ReadTx | WriteTx,
    stamp: ChangeStamp | undefined,
    world: RegistryWorld,
    rows: readonly ReadRow[],
  ): Promise<void> {
    if (rows.length === 0) return;
    // Conflicts of a kind depend on what the rows before have become.
    if (this.#kind.conflicts) await this.#saved();
    const stored = await this.#kind.stored(
      tx,
      rows.map(({ id }) => id),
    );
    const changed: Changed<T>[] = [];
    const conflicts = await this.#kind.conflicts?.(tx, rows, world);
    for (const row of rows) {
      const before = stored.get(row.id);
      const after = this.#reader.build(row, before, world, conflicts?.get(row));
      if (after === undefined) continue;
      if (this.#count(before, after, world.today)) changed.push({ before, after });
    }
    // Nothing is written any more once the file is known to be refused: the write is undone anyway.
    if (!stamp || !('saveChanges' in tx.registryHistory) || this.#reader.problemCount > 0 || changed.length === 0)
      return;
    await this.#saved();
    this.#saving = Promise.allSettled([this.#save(tx as WriteTx, stamp, changed)]);
  }

  /** Rejects if the last batch could not be written. */
  async #saved(): Promise<void> {
    for (const batch of await this.#saving) if (batch.status === 'rejected') throw batch.reason;
  }

  async #save(tx: WriteTx, stamp: ChangeStamp, changed: readonly Changed<T>[]): Promise<void> {
    await this.#kind.save(tx, changed, stamp, this.#deps);
    await tx.registryHistory.saveChanges(
      this.#kind.name,
      changed.map(({ before, after }) => ({ ...this.#kind.placeOf(after), before })),
      stamp,
    );
  }

  /** False for a row that equals what is stored. */
  #count(before: T | undefined, after: T, today: string): boolean {
    if (before === undefined) {
      this.#counts.new++;
      return true;
    }
    if (isSame(before, after)) {
      this.#counts.unchanged++;
      return false;
    }
    const isEnding = this.#kind.hasEnded(after, today) && !this.#kind.hasEnded(before, today);
    this.#counts[isEnding ? 'ended' : 'changed']++;
    return true;
  }

  #report(stamp: ChangeStamp | undefined): Omit<ImportReport, 'ignoredSheets'> {
    const reader = this.#reader;
    const ok = reader.problemCount === 0;
    const problems: readonly ImportProblem[] = reader.problems;
    return {
      ...this.#run.base,
      ok,
      imported: ok && stamp !== undefined,
      id: ok && stamp ? stamp.id : null,
      rows: reader.rows,
      ...this.#counts,
      failed: reader.failed,
      problemCount: reader.problemCount,
      problems: [...problems].sort((a, b) => a.line - b.line),
      ignoredColumns: [...reader.ignoredColumns],
      skippedLines: [...reader.skippedLines],
    };
  }
}

/** Most rows are equal to the letter; others may differ in the order of their fields alone. */
const isSame = (before: unknown, after: unknown): boolean =>
  JSON.stringify(before) === JSON.stringify(after) || fieldChanges(before, after).length === 0;

const ROWS_AT_ONCE = 500;
