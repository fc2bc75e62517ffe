/** Properties of the frequency rules over invented facts. */
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { aMatter, anApplication, anOfficer, aReference, aVisit, someFacts } from '../../../test/builders.ts';
import { DAY, HOUR } from '../../kernel/instant.ts';
import { type Limit, limitOf, NO_CAP } from '../../matters/cap.ts';
import { agencyIdSchema } from '../../registry/agency.ts';
import type { Application } from '../../tasks/task.ts';
import type { Facts, Visit } from '../facts.ts';
import type { Finding } from '../finding.ts';
import { exemptWithinReason, underCap } from '../frequency.ts';
import { officerChanged } from './officer.ts';
import { withinPace } from './pace.ts';

const FROM = anApplication().window.from;
const agencies = ['620623-SCJG', '6206-SCJG', '620623-YJGL'].map((id) => v.parse(agencyIdSchema, id));

const aVisitOf: fc.Arbitrary<Visit> = fc
  .record({
    agency: fc.constantFrom(...agencies),
    before: fc.integer({ min: -5, max: 500 }),
    type: fc.constantFrom('routine', 'case', 'special'),
    source: fc.constantFrom('annual-plan', 'complaint', 'deployed'),
    matter: fc.constantFrom('M901', 'M902'),
    state: fc.constantFrom('applied', 'issued', 'recorded', 'refused', 'withdrawn'),
    outcome: fc.constantFrom('no-problem', 'guidance'),
    officer: fc.constantFrom(1, 2, 3),
    joint: fc.option(fc.constantFrom('J1', 'J2')),
    premises: fc.option(fc.constantFrom('P0', 'P1')),
  })
  .map(({ before, matter, officer, outcome, state, ...rest }) => {
    const from = FROM - before * DAY;
    const isDone = state === 'recorded';
    return aVisit({
      ...rest,
      state,
      matters: [aMatter(matter).id],
      officers: [anOfficer(officer).id],
      window: { from, to: from + HOUR },
      endedAt: isDone ? from + HOUR : null,
      outcome: isDone ? outcome : null,
    } as Partial<Visit>);
  });

const aLimit: fc.Arbitrary<Limit> = fc
  .record({
    perYear: fc.integer({ min: 0, max: 3 }),
    matters: fc.constantFrom('this', 'all'),
    agencies: fc.constantFrom<Limit['agencies']>('own', 'level', ['prefecture', 'county']),
    per: fc.constantFrom('enterprise', 'premises'),
    counts: fc.constantFrom('inspections', 'planned'),
    condition: fc.constantFrom('no-penalty-before', null),
  })
  .map(({ perYear, ...rest }) => limitOf({ by: 'flat', perYear }, rest as Partial<Limit>));

const cases = fc.record({
  visits: fc.array(aVisitOf, { maxLength: 8 }),
  limits: fc.array(aLimit, { minLength: 1, maxLength: 3 }),
  isCase: fc.boolean(),
});

const asked = (isCase: boolean): Application =>
  anApplication(isCase ? { type: 'case', source: 'complaint', reference: aReference() } : {});
const factsOf = (visits: Visit[], limits: Limit[]): Facts =>
  someFacts({ visits, matters: [aMatter('M901', { cap: { ...NO_CAP, limits } }), aMatter('M902')] });

type Rule = (application: Application, facts: Facts) => Finding[];
const MONOTONE: readonly Rule[] = [underCap, exemptWithinReason, withinPace];

test('[FREQ-1] [FREQ-2] [FREQ-4] adding an inspection never removes a finding that blocks or alerts', () => {
  // FREQ-5 asks for a row without a problem, and one more inspection with a problem ends the row: it is left out here.
  fc.assert(
    fc.property(cases, aVisitOf, ({ visits, limits, isCase }, more) => {
      const count = (found: Visit[]) =>
        MONOTONE.map(
          (rule) => rule(asked(isCase), factsOf(found, limits)).filter(({ severity }) => severity !== 'notice').length,
        );
      const [before, after] = [count(visits), count([...visits, more])];
      expect(before.every((n, i) => n <= (after[i] as number))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('[FREQ-1] [FREQ-5] the order of facts never matters', () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 0, max: 7 }), ({ visits, limits, isCase }, turn) => {
      const found = (facts: Facts) =>
        [...MONOTONE, officerChanged].map((rule) => rule(asked(isCase), { ...facts, officers: [anOfficer(1)] }));
      const turned = [...visits.slice(turn), ...visits.slice(0, turn)].reverse();
      expect(found(factsOf(turned, limits))).toEqual(found(factsOf(visits, limits)));
    }),
    { numRuns: 300 },
  );
});
