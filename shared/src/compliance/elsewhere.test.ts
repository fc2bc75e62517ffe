import * as v from 'valibot';
import { expect, test } from 'vitest';
import { aMatter, anAgency, anApplication, anOfficer, NOW } from '../../test/builders.ts';
import { DEFAULT_POLICY } from '../defaults/policy.ts';
import { NOTICES } from '../defaults/working-years.ts';
import { enterpriseIdSchema } from '../registry/enterprise.ts';
import { assess } from './assess.ts';
import { factsElsewhere, knownElsewhere, lookElsewhereSchema } from './elsewhere.ts';
import { factsOf } from './facts.ts';

const id = v.parse(enterpriseIdSchema, 'X00000000780');
const looked = {
  enterprise: { id, name: '凉州区双城粮油店', address: '双城镇', region: '620602', county: '凉州区' },
  agency: anAgency(),
  policy: DEFAULT_POLICY,
  calendar: [...NOTICES],
  now: NOW,
};
const lists = { officers: [anOfficer(1), anOfficer(2)], matters: [aMatter('M901')], partners: [] };
const judge = (changes: object) => {
  const application = anApplication({ enterprise: id, ...changes });
  return knownElsewhere(assess(application, factsOf(application, factsElsewhere(looked), lists), NOW));
};
const assistance = { number: '1号', date: '2026-11-20', authority: '凉州区市场监督管理局' };

test('[JUR-1] the desk judges what it knows of an enterprise elsewhere, and passes no rule about the rest', () => {
  expect(judge({}).findings.map(({ code }) => code)).toContain('outside-region');
  const { findings, passed } = judge({ assistance });
  expect(findings.filter(({ severity }) => severity === 'block')).toEqual([]);
  expect(passed).toContain('JUR-1');
  for (const rule of ['FREQ-1', 'FREQ-4', 'DUP-1', 'DUP-2', 'QUIET-1', 'WL-1', 'GRADE-1', 'FREQ-6'])
    expect(passed).not.toContain(rule);
});

test('[JUR-1] the number is read exactly, whatever letters and blanks it was typed in', () => {
  const read = (enterprise: string) => v.safeParse(lookElsewhereSchema, { enterprise, letter: '1号' }).success;
  expect(v.parse(lookElsewhereSchema, { enterprise: ' ｘ0000 0000780', letter: '1号' }).enterprise).toBe(id);
  expect(read('X0000000078')).toBe(false);
  expect(read('双城粮油')).toBe(false);
});
