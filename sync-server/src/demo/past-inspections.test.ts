import { hasWords } from '@liangma/shared/compliance/reason';
import { DEFAULT_POLICY } from '@liangma/shared/defaults/policy';
import { DAY, dayOf, HOUR, startOfDay, yearOf } from '@liangma/shared/kernel/instant';
import { plainCap } from '@liangma/shared/matters/cap';
import { isExemptSource, type TaskIn, taskSchema } from '@liangma/shared/tasks/task';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { isQualified } from './agencies.ts';
import { type DemoCounty, demoCounty } from './county.ts';
import { matterOf } from './matters.ts';

const NOW = Date.parse('2026-11-24T10:00+08:00');

const SIZES = [
  ['small', demoCounty('small', NOW)],
  ['county', demoCounty('county', NOW)],
] as const;

const recorded = ({ tasks }: DemoCounty) =>
  tasks.filter((task): task is TaskIn<'recorded'> => task.state === 'recorded');

describe.each(SIZES)('past inspections of the %s', (_, demo) => {
  const tasks = recorded(demo);
  const enterprises = new Map<string, DemoCounty['enterprises'][number]>(demo.enterprises.map((e) => [e.id, e]));

  test('past inspections are valid, have unique ids and are in order of time', () => {
    for (const task of tasks.filter((_, i) => i % 10 === 0)) v.assert(taskSchema, task);
    expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
    expect(tasks.every((task, i) => i === 0 || (tasks[i - 1]?.window.from ?? 0) <= task.window.from)).toBe(true);
  });

  test('past inspections lie in the office hours of the last 365 days, each record within its window', () => {
    const wrong = tasks.filter(({ window, record, applied, approved }) => {
      const hour = Math.floor((window.from - startOfDay(dayOf(window.from))) / HOUR);
      const ordered = [applied.at, approved.at, window.from, record.startedAt, record.endedAt, window.to, NOW];
      const inOrder = ordered.every((time, i) => i === 0 || (ordered[i - 1] as number) <= time);
      return !inOrder || window.from < NOW - 365 * DAY || hour < 9 || hour > 15;
    });
    expect(wrong).toEqual([]);
  });

  test('past inspections predate the system and have no code, scan or device', () => {
    expect(
      tasks.every(({ code, statusEntry, scans }) => code === '' && statusEntry.shard === '' && scans.length === 0),
    ).toBe(true);
  });

  test('about 62 % found no problem', () => {
    const share = tasks.filter(({ record }) => record.outcome === 'no-problem').length / tasks.length;
    expect(share).toBeGreaterThan(0.58);
    expect(share).toBeLessThan(0.66);
  });

  test('[QUAL-1] [QUAL-4] [MAT-1] [JUR-1] each inspection has a qualified agency with its officers, matters and region', () => {
    const agencies = new Map<string, DemoCounty['agencies'][number]>(demo.agencies.map((a) => [a.id, a]));
    const officers = new Map<string, DemoCounty['officers'][number]>(demo.officers.map((o) => [o.id, o]));
    const wrong = tasks.filter((task) => {
      const agency = agencies.get(task.agency.id);
      const code = task.agency.id.replace(/^\d+-/, '');
      return !(
        agency &&
        isQualified(agency) &&
        enterprises.get(task.enterprise.id)?.name === task.enterprise.name &&
        task.enterprise.region.startsWith(agency.region) &&
        task.matters.every((id) => matterOf(id).agencyCode === code) &&
        task.officers.length === 2 &&
        task.officers.every(({ id }) => officers.get(id)?.agency === agency.id)
      );
    });
    expect(wrong).toEqual([]);
  });

  test('[QUAL-3] each officer had a valid certificate on the day and was in one place at a time', () => {
    const officers = new Map<string, DemoCounty['officers'][number]>(demo.officers.map((o) => [o.id, o]));
    const places = new Set<string>();
    const noon = (day: string) => startOfDay(day) + DAY / 2;
    for (const { officers: sent, window } of tasks) {
      const day = dayOf(window.from);
      const half = window.from < noon(day) ? 'morning' : 'afternoon';
      for (const { id } of sent) {
        const certificate = officers.get(id)?.certificate;
        expect(certificate && certificate.validFrom <= day && day <= certificate.validTo).toBe(true);
        places.add(`${id} ${day} ${half}`);
      }
    }
    expect(places.size).toBe(tasks.length * 2);
  });

  test('[FREQ-6] [APR-3] [SPEC-1] each clue has its own reference, each reason has words, each window is short', () => {
    const references = tasks.flatMap(({ reference }) => reference?.number ?? []);
    expect(new Set(references).size).toBe(references.length);
    const wrong = tasks.filter(
      ({ type, source, reference, window, whyOnSite }) =>
        type === 'special' ||
        (reference !== null) !== isExemptSource(source) ||
        window.to - window.from > DEFAULT_POLICY.longestWindow ||
        !hasWords(whyOnSite, DEFAULT_POLICY),
    );
    expect(wrong).toEqual([]);
  });

  test('[FREQ-1] [NOT-1] no cap is exceeded, some are used up, and n counts the visits of the year', () => {
    const used = new Map<string, number>();
    const visits = new Map<string, number>();
    let full = 0;
    for (const { agency, enterprise, matters, window, nth } of tasks) {
      const key = `${agency.id} ${enterprise.id} ${yearOf(window.from)}`;
      visits.set(key, (visits.get(key) ?? 0) + 1);
      expect(nth).toBe(visits.get(key));
      for (const id of matters) {
        const count = (used.get(`${key} ${id}`) ?? 0) + 1;
        used.set(`${key} ${id}`, count);
        const cap = plainCap(matterOf(id).cap, enterprise.grade) ?? Number.POSITIVE_INFINITY;
        expect(count).toBeLessThanOrEqual(cap);
        if (count === cap) full++;
      }
    }
    expect(full).toBeGreaterThan(20);
  });
});
