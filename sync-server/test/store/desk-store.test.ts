/** Contract of the small tables of the desk on every store: series of numbers, absences, templates, sent files. */

import type { ArchivedPaper } from '@liangma/shared/tasks/papers/archived-paper';
import type { ApplicationTemplate } from '@liangma/shared/tasks/templates/application-template';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anAgency, anOfficer } from '../../../shared/test/builders.ts';
import type { Job } from '../../src/jobs/repository.ts';
import { committed, type Store, unchanged, type WriteTx } from '../../src/ports/store.ts';
import { type Place, places, STORES } from '../places.ts';

const placeOf = places();
const SHARD = '6206';
const agency = anAgency().id;

describe.each(STORES)('desk tables on %s', (kind) => {
  let place: Place;
  let store: Store;
  beforeAll(async () => {
    place = await placeOf(kind);
    store = await place.open('desk');
  });
  afterAll(() => store.close());
  let audits = 0;
  const audit = () => ({ id: `desk-${audits++}`, at: 0, shard: '', actor: 'test', action: 'test', subject: '' });
  const write = (work: (tx: WriteTx) => Promise<unknown>) =>
    store.write(async (tx) => {
      await work(tx);
      return committed(undefined, audit());
    });

  test('[APR-5] a series of a shard has no gap after a write that was not committed, and shares nothing with another', async () => {
    const take = (shard: string, keep = true, series = 'document:天祝市监检:2026') =>
      store.write(async (tx) => {
        await tx.shards.next(shard);
        const serial = await tx.tasks.takeSerial(shard, series);
        return keep ? committed(serial, audit()) : unchanged(serial);
      });
    expect([await take(SHARD), await take(SHARD, false), await take(SHARD)]).toEqual([1, 2, 2]);
    expect([await take('6201'), await take(SHARD, true, 'document:天祝市监检:2027')]).toEqual([1, 1]);
    expect((await Promise.all([take(SHARD), take(SHARD), take(SHARD)])).sort()).toEqual([3, 4, 5]);
  });

  test('absences are found by the days that they touch', async () => {
    const leave = (n: number, from: string, to: string) =>
      ({
        id: `019ab3a0-0000-7abc-8def-00000000000${n}`,
        agency,
        officer: anOfficer(1).id,
        from,
        to,
        kind: 'annual',
        by: 'a',
      }) as const;
    const [early, late] = [leave(1, '2026-12-01', '2026-12-03'), leave(2, '2026-12-10', '2026-12-10')];
    await write(async (tx) => {
      await tx.leaves.save(SHARD, late);
      await tx.leaves.save(SHARD, early);
    });
    const found = (from: string, to: string | null) =>
      store.read((tx) => tx.leaves.ofAgencies(SHARD, [agency], { from, to }));
    expect(await found('2026-12-03', null)).toEqual([early, late]);
    expect(await found('2026-12-03', '2026-12-09')).toEqual([early]);
    expect(await found('2026-12-04', '2026-12-09')).toEqual([]);
    expect(await store.read((tx) => tx.leaves.ofAgencies(SHARD, [], { from: '2026-01-01', to: null }))).toEqual([]);
    await write((tx) => tx.leaves.remove(SHARD, early.id));
    expect(await store.read((tx) => tx.leaves.byId(SHARD, early.id))).toBeUndefined();
    expect(await store.read((tx) => tx.leaves.byId(SHARD, late.id))).toEqual(late);
  });

  test('a sent file stays as it was first, and its bytes are counted by time', async () => {
    const file = { shard: SHARD, agency, hash: 'a'.repeat(64), size: 7, type: 'image/png', at: 1000, by: 'a' } as const;
    await write(async (tx) => {
      await tx.attachments.save(file);
      await tx.attachments.save({ ...file, at: 2000, by: 'b' });
      await tx.attachments.save({ ...file, hash: 'b'.repeat(64), size: 5, at: 3000 });
    });
    const [first, all, later, none] = await store.read((tx) =>
      Promise.all([
        tx.attachments.byHash(SHARD, agency, file.hash),
        tx.attachments.bytesSince(SHARD, agency, 0),
        tx.attachments.bytesSince(SHARD, agency, 1001),
        tx.attachments.bytesSince('6201', agency, 0),
      ]),
    );
    expect([first, all, later, none]).toEqual([file, 12, 5, 0]);
  });

  test('an archived paper stays as it was first; papers come by their decision', async () => {
    const paper = (hash: string, decidedAt: number, archivedAt = 9): ArchivedPaper => ({
      kind: 'notice',
      hash: hash.repeat(64),
      title: '行政检查通知书',
      size: 7,
      pages: 2,
      decidedAt,
      archivedAt,
    });
    await write(async (tx) => {
      for (const one of [paper('b', 2), paper('a', 1), paper('a', 1, 20)]) await tx.archive.add(SHARD, 'task-1', one);
      await tx.archive.add(SHARD, 'task-2', paper('c', 1));
    });
    expect(await store.read((tx) => tx.archive.ofTask(SHARD, 'task-1'))).toEqual([paper('a', 1), paper('b', 2)]);
  });

  test('open jobs of a kind are counted, and overdue ones without kinds that nobody carries out', async () => {
    const job = (kind: string, subject: string) => ({ shard: SHARD, kind, subject, step: '1', dueAt: 5 });
    const counts = () =>
      store.read((tx) =>
        Promise.all([
          tx.jobs.open([SHARD], 'print'),
          tx.jobs.open([SHARD], 'print', 'b'),
          tx.jobs.overdue([SHARD], 10),
          tx.jobs.overdue([SHARD], 10, ['print']),
        ]),
      );
    await write(async (tx) => {
      for (const one of [job('print', 'a'), job('print', 'b'), job('tell', 'a')]) await tx.jobs.add(one);
      const claimed = await tx.jobs.claim((await tx.jobs.byKey(job('print', 'b'))) as Job, 'me', 100);
      await tx.jobs.fail(claimed as Job, 'broken', 100);
    });
    expect(await counts()).toEqual([{ waiting: 2, failing: 1 }, { waiting: 1, failing: 1 }, 3, 1]);
    await write(async (tx) => {
      const claimed = await tx.jobs.claim((await tx.jobs.byKey(job('print', 'b'))) as Job, 'me', 200);
      await tx.jobs.complete(claimed as Job, 101);
    });
    expect(await counts()).toEqual([{ waiting: 1, failing: 0 }, { waiting: 0, failing: 0 }, 2, 1]);
  });

  test('templates of an agency are listed by name, and saved again under their id', async () => {
    const template = (id: string, name: string): ApplicationTemplate => ({
      id: `019ab3a0-0000-7abc-8def-00000000000${id}`,
      agency,
      name,
      type: 'routine',
      source: 'annual-plan',
      matters: [],
      officers: [],
      assistants: 0,
      from: '',
      minutes: null,
      offSite: null,
      whyOnSite: '',
      names: {},
      by: 'a',
    });
    await write(async (tx) => {
      for (const one of [template('1', 'b'), template('2', 'c'), template('1', 'd'), template('3', 'a')])
        await tx.templates.save(SHARD, one);
      await tx.templates.remove(SHARD, agency, template('3', 'a').id);
    });
    expect(await store.read((tx) => tx.templates.ofAgency(SHARD, agency))).toEqual([
      template('2', 'c'),
      template('1', 'd'),
    ]);
  });
});
