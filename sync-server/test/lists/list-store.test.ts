/** Lists with search, on every store: the same rows in the same order, whatever index finds them. */

import { alertListSpec, askedAlertListSpec } from '@liangma/shared/alerts/alert-list';
import { DAY, HOUR } from '@liangma/shared/kernel/instant';
import { cursorOf } from '@liangma/shared/lists/cursor';
import { type FiltersOf, type ListQuery, listQuerySchema } from '@liangma/shared/lists/list-query';
import type { Task } from '@liangma/shared/tasks/task';
import { taskListSpec } from '@liangma/shared/tasks/task-list';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aMatter, anAgency, anEnterprise, anOfficer, aTask, matterId, NOW } from '../../../shared/test/builders.ts';
import type { Alert } from '../../src/alerts/repository.ts';
import type { ListScope } from '../../src/lists/repository.ts';
import { addTask } from '../../src/ports/directory.ts';
import { committed, noted, type Store } from '../../src/ports/store.ts';
import { places, STORES } from '../places.ts';

const placeOf = places();
const AGENCY = { agency: anAgency().id, region: anAgency().region };
const COUNTY = { region: '620623' };

const uuid = (n: number): Task['id'] => `019ab3a0-1234-7abc-8def-${String(n).padStart(12, '0')}` as Task['id'];
const officer = (n: number, name: string) => ({
  id: anOfficer(n).id,
  name,
  certificate: anOfficer(n).certificate.number,
});

function task(n: number, name: string, changes: object = {}): Task {
  const window = { from: NOW + n * HOUR, to: NOW + (n + 1) * HOUR };
  const enterprise = { ...aTask('issued').enterprise, name };
  return {
    ...aTask('issued'),
    id: uuid(n),
    number: String(2_000_000_000 + n * 1_000),
    window,
    enterprise,
    ...changes,
  } as Task;
}

const TASKS: readonly Task[] = [
  task(1, '天祝雪域食品有限公司', { officers: [officer(1, '王建国')], matters: [matterId('M901')] }),
  task(2, '久久超市', { officers: [officer(2, '卓玛')], matters: [matterId('M902')] }),
  task(3, '天祝县康源药店', { matters: [matterId('M902')] }),
  task(4, '天祝食品加工厂'),
  { ...aTask('applied'), id: uuid(5), window: { from: NOW + 3 * DAY, to: NOW + 3 * DAY + HOUR } } as Task,
  task(6, '古浪食品厂', {
    agency: { id: '620622-SCJG', name: '古浪县市场监督管理局' },
    enterprise: { ...aTask('issued').enterprise, name: '古浪食品厂', region: '620622100' },
  }),
];

describe.each(STORES)('lists on %s', (kind) => {
  let store: Store;
  beforeAll(async () => {
    store = await (await placeOf(kind)).open('first');
    await store.write(async (tx) => {
      await tx.registry.saveRegions([
        { code: '62', name: '甘肃省' },
        { code: '620622', name: '古浪县' },
        { code: '620623', name: '天祝藏族自治县' },
      ]);
      await tx.registry.saveAgencies([
        anAgency(),
        anAgency({ id: '620622-SCJG' as never, name: '古浪县市场监督管理局', region: '620622' }),
      ]);
      await tx.officers.save([anOfficer(1, { name: '王建国' }), anOfficer(2, { name: '卓玛' })]);
      await tx.matters.save(1, [
        aMatter('M901', { title: '食品生产监督检查' }),
        aMatter('M902', { title: '药品经营监督检查' }),
      ]);
      await tx.registry.saveEnterprises([anEnterprise()]);
      for (const one of TASKS) await addTask(tx, '6206', await tx.shards.next('6206'), one);
      return committed(undefined, { id: `${kind}-1`, at: 0, shard: '', actor: 'test', action: 'test', subject: '' });
    });
  });
  afterAll(() => store.close());

  const list = (scope: ListScope, asked: Partial<ListQuery<typeof taskListSpec>>) => {
    const query = { ...v.parse(listQuerySchema(taskListSpec), {}), ...asked };
    return store.read((tx) => tx.tasks.list({ scope, query, evaluatedSince: 0 }));
  };
  const numbers = async (scope: ListScope, q: string, filters: FiltersOf<typeof taskListSpec> = {}) => {
    const { rows, total } = await list(scope, { q, filters });
    expect(rows).toHaveLength(total);
    return rows.map(({ row }) => Number(row.id.slice(-2)));
  };

  test.each([
    ['nothing typed: all of the agency, latest start first', '', [5, 4, 3, 2, 1]],
    ['part of a name', '食品', [5, 4, 1]],
    ['words together, in any order', '食品 天祝', [5, 4, 1]],
    ['one character', '药', [3, 2]],
    ['initials', 'xysp', [5, 1]],
    ['initials in capitals', 'KYYD', [3]],
    ['an officer', '卓玛', [2]],
    ['an officer by initials', 'wjg', [1]],
    ['a matter by its title', '药品经营', [3, 2]],
    ['a matter and an enterprise', '久久 药品', [2]],
    ['the agency', '天祝藏族自治县市场', [5, 4, 3, 2, 1]],
    ['a county', '天祝藏族', [5, 4, 3, 2, 1]],
    ['a check number', '2000003000', [3]],
    ['a check number by its beginning', '2000002', [2]],
    ['a credit code by its beginning', 'x00000000001', [5, 4, 3, 2, 1]],
    ['a task by its id', uuid(4), [4]],
    ['nothing there', '没有这家', []],
    ['signs that mean something to databases', `%_'" OR 1=1 * NEAR( : #.`, []],
  ])('search: %s', async (_, q, found) => {
    expect(await numbers(AGENCY, q)).toEqual(found);
  });

  test('a search of punctuation only filters nothing', async () => {
    expect(await numbers(AGENCY, '%%% "" ::')).toEqual([5, 4, 3, 2, 1]);
  });

  test('a region sees only its own inspections', async () => {
    expect(await numbers(COUNTY, '食品')).toEqual([5, 4, 1]);
    expect(await numbers({ region: '62' }, '食品')).toEqual([5, 6, 4, 1]);
    expect(await numbers({ region: '62' }, '古浪')).toEqual([6]);
    expect(await numbers({ region: '6207' }, '食品')).toEqual([]);
    expect(await numbers(COUNTY, '', { region: '620622' })).toEqual([]);
  });

  test.each<[FiltersOf<typeof taskListSpec>, number[]]>([
    [{ state: 'applied' }, [5]],
    [{ state: 'approved' }, [4, 3, 2, 1]],
    [{ from: '2026-11-25' }, [5]],
    [{ to: '2026-11-24' }, [4, 3, 2, 1]],
    [{ from: '2026-11-24', to: '2026-11-24', state: 'issued' }, [4, 3, 2, 1]],
    [{ officer: anOfficer(2).id }, [5, 4, 3, 2]],
    [{ matter: matterId('M902') }, [3, 2]],
    [{ enterprise: anEnterprise().id }, [5, 4, 3, 2, 1]],
    [{ type: 'routine' }, [5, 4, 3, 2, 1]],
    [{ type: 'special' }, []],
    [{ with: 'alerts' }, []],
    [{ with: 'evaluated' }, []],
  ])('filter %o', async (filters, found) => {
    expect(await numbers(AGENCY, '', filters)).toEqual(found);
  });

  test('pages have no gap and no repetition, forward and back, in either order', async () => {
    for (const sort of ['start', '-start']) {
      const whole = (await list(AGENCY, { sort })).rows.map(({ row }) => row.id);
      const first = await list(AGENCY, { sort, limit: 2 });
      expect([first.hasPrevious, first.hasNext, first.total]).toEqual([false, true, 5]);
      const cursor = (page: typeof first, at: number) =>
        cursorOf(sort, page.rows.at(at)?.place ?? { value: 0, id: '' });
      const second = await list(AGENCY, { sort, limit: 2, after: cursor(first, -1) });
      const third = await list(AGENCY, { sort, limit: 2, after: cursor(second, -1) });
      const back = await list(AGENCY, { sort, limit: 2, before: cursor(third, 0) });
      expect([...first.rows, ...second.rows, ...third.rows].map(({ row }) => row.id)).toEqual(whole);
      expect(back.rows).toEqual(second.rows);
      expect([second.hasPrevious, third.hasNext, third.hasPrevious, back.hasNext, back.hasPrevious]).toEqual([
        true,
        false,
        true,
        true,
        true,
      ]);
      const start = await list(AGENCY, { sort, limit: 2, before: cursor(second, 0) });
      expect([start.rows, start.hasPrevious]).toEqual([first.rows, false]);
    }
  });

  test('a search finds changed officers and numbers, and no longer the previous ones', async () => {
    const moved = task(2, '久久超市', { officers: [officer(1, '王建国')], matters: [matterId('M902')] });
    const save = (one: Task) =>
      store.write(async (tx) => {
        await addTask(tx, '6206', await tx.shards.next('6206'), one);
        return committed(undefined, {
          id: `${kind}-${Math.random()}`,
          at: 0,
          shard: '',
          actor: 'test',
          action: 'test',
          subject: '',
        });
      });
    await save(moved);
    expect([await numbers(AGENCY, '卓玛'), await numbers(AGENCY, '王建国')]).toEqual([[], [2, 1]]);
    await save(TASKS[1] as Task);
    expect([await numbers(AGENCY, '卓玛'), await numbers(AGENCY, '王建国')]).toEqual([[2], [1]]);
  });

  test('alerts come by severity, then by the end of their term, page by page', async () => {
    const wanted: [string, Alert['severity'], number | null][] = [
      ['grave-1', 'grave', NOW + DAY],
      ['grave-2', 'grave', NOW + 3 * DAY],
      ['grave-3', 'grave', null],
      ['check-1', 'check', NOW],
      ['notice-1', 'notice', null],
    ];
    await store.write(async (tx) => {
      for (const [id, severity, deadline] of [...wanted].reverse())
        await tx.alerts.save(anAlert(id, severity, deadline));
      return noted(undefined);
    });
    const query = { ...v.parse(listQuerySchema(alertListSpec), {}), sort: 'urgency', limit: 2 } as const;
    const page = (place: object = {}) => store.read((tx) => tx.alerts.list('620623', { ...query, ...place }, NOW));
    const found: string[] = [];
    let next = await page();
    for (;;) {
      found.push(...next.rows.map(({ row }) => row.id));
      const last = next.rows.at(-1);
      if (!next.hasNext || !last) break;
      next = await page({ after: cursorOf('urgency', last.place) });
    }
    expect(found).toEqual(wanted.map(([id]) => id));
    const asked = { ...v.parse(listQuerySchema(askedAlertListSpec), {}), filters: { severity: 'grave' as const } };
    const own = await store.read((tx) => tx.alerts.askedList(anAgency().id, asked, NOW));
    expect(own.rows.map(({ row }) => row.id)).toEqual(['grave-1', 'grave-2']);
  });

  test('inspections with open alerts in a province: an alert without an inspection is none of them', async () => {
    await store.write(async (tx) => {
      for (const n of [1, 4, 6]) await tx.alerts.save({ ...anAlert(`open-${n}`, 'check', null), task: uuid(n) });
      await tx.alerts.save(anAlert('open-agency', 'check', null));
      return noted(undefined);
    });
    const filters = { with: 'alerts' } as const;
    const first = await list({ region: '62' }, { filters, limit: 2 });
    const place = first.rows.at(-1)?.place ?? { value: 0, id: '' };
    const second = await list({ region: '62' }, { filters, limit: 2, after: cursorOf('-start', place) });
    expect([first, second].map(({ rows }) => rows.map(({ row }) => row.id))).toEqual([[uuid(6), uuid(4)], [uuid(1)]]);
    expect([first.total, second.total]).toEqual([3, 3]);
  });
});

function anAlert(id: string, severity: Alert['severity'], deadline: number | null): Alert {
  const by = { at: NOW, by: 'zhangwei', name: '张伟' };
  const asked = { step: 'asked', ...by, words: '请说明', deadline: deadline ?? 0 } as const;
  return {
    shard: '6206',
    id,
    rule: 'SHOW-3',
    code: 'recorded-without-scan',
    severity,
    subject: { kind: 'agency', id: anAgency().id },
    task: '',
    agency: anAgency().id,
    county: '620623',
    at: NOW,
    lastAt: NOW,
    count: 1,
    key: id,
    event: '',
    device: '',
    missing: null,
    occurrences: [],
    life:
      deadline === null
        ? { state: 'open', owner: null, steps: [] }
        : { state: 'asked', owner: null, steps: [asked], deadline },
  };
}
