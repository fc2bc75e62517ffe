import * as v from 'valibot';
import { expect, test } from 'vitest';
import { DAY, startOfDay } from '../kernel/instant.ts';
import { agencyIdSchema } from '../registry/agency.ts';
import { actFor, addressedTo, agenciesOf, inspectingFor } from './acting.ts';
import { type Actor, authorise } from './authorise.ts';
import { standingPost } from './post.ts';

const NOW = startOfDay('2026-11-24');
const FIRST = { id: v.parse(agencyIdSchema, '620623-SCJG'), name: '天祝县市场监管局' };
const SECOND = { id: v.parse(agencyIdSchema, '620623-YJGL'), name: '天祝县应急局' };
const region = '620623';
const actor: Actor = {
  account: 'both',
  name: '两处任职',
  posts: [
    standingPost('clerk', { agency: FIRST, region }),
    { ...standingPost('clerk', { agency: SECOND, region }), id: 'second', until: NOW + DAY },
    standingPost('supervisor', { agency: null, region }),
  ],
  agency: FIRST,
  officer: null,
  region,
  demo: false,
};

test('[POST-5] a person acts for one agency at a time, and keeps the posts of a region', () => {
  const acting = actFor(actor, SECOND.id, NOW) as Actor;
  expect(acting.agency).toEqual(SECOND);
  const may = (agency: string) => authorise(acting, 'task.apply', NOW, { agency });
  expect([may(FIRST.id), may(SECOND.id)]).toEqual([false, true]);
  expect(authorise(acting, 'supervision.read', NOW, { region })).toBe(true);
  expect(agenciesOf(actor, NOW)).toEqual([FIRST, SECOND]);
});

test.each([
  ['the last moment of the post', NOW + DAY - 1, true],
  ['the moment after it', NOW + DAY, false],
])('[POST-5] nobody acts for an agency without a post in force: %s', (_, at, acts) => {
  expect(actFor(actor, SECOND.id, at) !== undefined).toBe(acts);
  expect(agenciesOf(actor, at)).toHaveLength(acts ? 2 : 1);
});

test('[POST-5] nor for one at which no post was ever held', () => {
  expect(actFor(actor, '620623-WSJK', NOW)).toBeUndefined();
});

test('[POST-5] a phone acts for the agency for which the person inspects, the own one first', () => {
  const inspects = (agency: typeof FIRST, id = agency.id as string) => ({
    ...standingPost('inspector', { agency, region }),
    id,
  });
  const posts = (...all: Actor['posts']) => inspectingFor({ ...actor, posts: all }, NOW);
  const desk = standingPost('clerk', { agency: SECOND, region });
  expect(posts(desk, inspects(FIRST))).toBe(FIRST.id);
  expect(posts(inspects(SECOND), inspects(FIRST))).toBe(FIRST.id);
  expect(posts(standingPost('clerk', { agency: FIRST, region }), inspects(SECOND))).toBe(SECOND.id);
  expect(posts(inspects(FIRST))).toBeUndefined();
  expect(addressedTo('/api/matters', posts(desk, inspects(FIRST)))).toBe('/api/matters?acting=620623-SCJG');
});
