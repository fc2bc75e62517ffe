/** Posts, delegation, appointments and leaving. */
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { DAY, startOfDay } from '../kernel/instant.ts';
import { agencyIdSchema } from '../registry/agency.ts';
import { officerIdSchema } from '../registry/officer.ts';
import { appointmentError, endingError, endPosts, mayManage, type PostTerms } from './appointing.ts';
import { type Action, type Actor, authorise, PERMISSIONS, permittingPost, type Subject } from './authorise.ts';
import { type DelegationFacts, delegate } from './delegation.ts';
import { isAgencyRole, type Post, ROLES, type Role, rolesAt, standingPost } from './post.ts';

const NOW = startOfDay('2026-11-24');
const AGENCY = { id: v.parse(agencyIdSchema, '620623-SCJG'), name: '天祝县市场监管局' };
const OTHER = { id: v.parse(agencyIdSchema, '620623-YJGL'), name: '天祝县应急局' };
const OFFICER = v.parse(officerIdSchema, 'O0001');
const COUNTY = '620623';

const person = (account: string, ...posts: readonly Post[]): Actor => ({
  account,
  name: account,
  posts: [...posts],
  agency: AGENCY,
  officer: null,
  region: COUNTY,
  demo: false,
});
const holder = (role: Role, region = COUNTY): Actor => ({
  ...person(role, standingPost(role, { agency: AGENCY, region })),
  officer: OFFICER,
});
const from = (day: string, until: string | null, role: Role = 'approver'): Post => ({
  ...standingPost(role, { agency: AGENCY, region: COUNTY }),
  from: startOfDay(day),
  until: until === null ? null : startOfDay(until),
});

test.each([
  ['the day before it begins', '2026-11-30', false],
  ['its first day', '2026-12-01', true],
  ['its last day', '2026-12-06', true],
  ['the day after', '2026-12-07', false],
])('a post permits on %s', (_, day, expected) => {
  const head = person('head', from('2026-12-01', '2026-12-07'));
  expect(authorise(head, 'task.decide', startOfDay(day), { agency: AGENCY.id })).toBe(expected);
  expect(rolesAt(head, startOfDay(day))).toEqual(expected ? ['approver'] : []);
});

test('one person has several posts, each with its own scope', () => {
  const both = person(
    'both',
    standingPost('clerk', { agency: AGENCY, region: COUNTY }),
    standingPost('supervisor', { agency: null, region: '6206' }),
  );
  expect(authorise(both, 'task.apply', NOW, { agency: AGENCY.id })).toBe(true);
  expect(authorise(both, 'task.apply', NOW, { agency: OTHER.id })).toBe(false);
  expect(authorise(both, 'supervision.read', NOW, { region: '620602' })).toBe(true);
  expect(authorise(both, 'supervision.read', NOW, { region: '620102' })).toBe(false);
  expect(permittingPost(both, 'supervision.read', NOW)?.region).toBe('6206');
});

test('a post of one’s own decides before a post held for somebody else', () => {
  const delegated = { ...from('2026-11-01', '2026-12-31'), id: 'd', delegatedBy: { account: 'head', name: '局长' } };
  const deputy = person('deputy', delegated, from('2026-11-20', null));
  expect(permittingPost(deputy, 'task.decide', startOfDay('2026-11-19'))?.id).toBe('d');
  expect(permittingPost(deputy, 'task.decide', NOW)?.delegatedBy).toBeUndefined();
});

/** Subjects of the holder's own agency, region and task, and of others. */
const OWN: Subject = { agency: AGENCY.id, region: `${COUNTY}100`, officers: [OFFICER] };
const FOREIGN: Subject = { agency: OTHER.id, region: '620102', officers: ['O0002'] };

describe('permission matrix', () => {
  const expected: Record<Action, readonly Role[]> = {
    'registry.read': ROLES.filter((role) => role !== 'operator'),
    'registry.manage': ['county-administrator'],
    'quiet-period.manage': ['county-administrator'],
    'policy.set': ['county-administrator'],
    'calendar.import': ['county-administrator'],
    'matter.publish': ['county-administrator'],
    'facts.read': ['clerk', 'approver', 'legal-reviewer'],
    'task.apply': ['clerk'],
    'task.enter-late': ['inspector'],
    'task.review': ['legal-reviewer'],
    'task.decide': ['approver'],
    'task.join': ['approver'],
    'task.withdraw': ['approver'],
    'task.file': ['clerk', 'approver'],
    'grant.read': ['clerk', 'approver', 'legal-reviewer'],
    'grant.give': ['approver'],
    'task.read': ['clerk', 'approver', 'inspector', 'legal-reviewer', 'duty-officer', 'supervisor'],
    'calendar.read': ['clerk', 'approver', 'inspector', 'legal-reviewer', 'duty-officer', 'agency-administrator'],
    'calendar.read-region': ['county-administrator', 'supervisor'],
    'leave.read': ['clerk', 'approver', 'inspector', 'legal-reviewer', 'duty-officer', 'agency-administrator'],
    'leave.enter': ['clerk', 'approver', 'agency-administrator', 'inspector'],
    'task.trace': ['supervisor'],
    'photo.read': ['clerk', 'approver', 'inspector', 'legal-reviewer', 'supervisor'],
    'photo.send': ['inspector'],
    'device.enrol': ['inspector'],
    'device.read': ['clerk', 'approver', 'duty-officer'],
    'device.revoke': ['approver'],
    'handover.import': ['clerk', 'approver', 'duty-officer'],
    'sync.pull': ['inspector'],
    'officer.suspend': ['supervisor'],
    'quarantine.decide': ['supervisor'],
    'draft.fill': ['inspector'],
    'alert.handle': ['supervisor'],
    'alert.answer': ['clerk', 'approver', 'legal-reviewer'],
    'supervision.read': ['supervisor'],
    'report.read': ['requests-office', 'supervisor'],
    'post.delegate': ['approver'],
    'people.manage': ['agency-administrator', 'county-administrator'],
    'operation.read': ['county-administrator', 'operator'],
    'message.retry': ['county-administrator', 'operator'],
  };
  test.each(ROLES)('%s', (role) => {
    const actions = Object.keys(PERMISSIONS) as Action[];
    const may = (subject: Subject, who = holder(role)) =>
      actions.filter((action) => authorise(who, action, NOW, subject));
    expect(may(OWN)).toEqual(actions.filter((action) => expected[action].includes(role)));
    expect(may(FOREIGN)).toEqual(role === 'inspector' ? ['device.enrol'] : []);
    expect(may(OWN, { ...holder(role), posts: [] })).toEqual([]);
    expect(may(OWN, { ...holder(role), posts: endPosts(holder(role).posts, NOW) })).toEqual([]);
  });
});

describe('[POST-1] delegation', () => {
  const facts: DelegationFacts = {
    giver: holder('approver'),
    deputy: holder('clerk'),
    deputyClosed: false,
    given: [],
    id: 'd1',
  };
  const terms = { from: NOW + DAY, until: NOW + 8 * DAY };
  const outcome = (changes: Partial<DelegationFacts> = {}, period = terms) => {
    const result = delegate({ ...facts, ...changes }, period, NOW);
    return result.ok ? result.value : result.error;
  };

  test('a head hands his post to a person of the agency, from its first day to its last', () => {
    const post = outcome() as Post;
    expect(post).toMatchObject({ role: 'approver', agency: AGENCY, delegatedBy: { account: 'approver' } });
    const deputy = { ...facts.deputy, posts: [...facts.deputy.posts, post] };
    const may = (at: number) => authorise(deputy, 'task.decide', at, { agency: AGENCY.id });
    expect([may(terms.from - 1), may(terms.from), may(terms.until - 1), may(terms.until)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test('of two posts the one is handed over that lasts as long', () => {
    const [short, long] = [from('2026-01-01', '2026-12-01'), from('2026-01-01', '2026-12-31')];
    const giver = person('head', { ...short, id: 'short' }, { ...long, id: 'long' });
    expect(outcome({ giver })).toMatchObject({ until: terms.until, delegatedBy: { account: 'head' } });
    expect(outcome({ giver }, { ...terms, until: NOW + 60 * DAY })).toBe('no-own-post');
  });

  test.each<[string, Partial<DelegationFacts>, typeof terms, string]>([
    ['to oneself', { deputy: facts.giver }, terms, 'to-oneself'],
    ['to another agency', { deputy: { ...facts.deputy, agency: OTHER } }, terms, 'other-agency'],
    ['to a closed account', { deputyClosed: true }, terms, 'account-closed'],
    ['of a post one does not have', { giver: { ...holder('clerk'), account: 'other' } }, terms, 'no-own-post'],
    ['beyond the end of the post', { giver: person('head', from('2026-01-01', '2026-12-01')) }, terms, 'no-own-post'],
    ['that ends before it begins', {}, { from: terms.until, until: terms.from }, 'period-reversed'],
    ['of a time that has passed', {}, { from: NOW - 2 * DAY, until: NOW }, 'period-past'],
    ['twice for the same days', { given: [outcome() as Post] }, terms, 'already-delegated'],
    [
      'of a post that is held for somebody else',
      { giver: person('second', { ...from('2026-01-01', null), delegatedBy: { account: 'head', name: '局长' } }) },
      terms,
      'no-own-post',
    ],
  ])('none %s', (_, changes, period, error) => {
    expect(outcome(changes, period)).toBe(error);
  });
});

describe('[POST-2] appointments', () => {
  const terms = (role: Role, agency = AGENCY, region = COUNTY): PostTerms => ({
    role,
    agency: isAgencyRole(role) ? { ...agency, region } : null,
    region,
  });
  const given = (actor: Actor, agency = AGENCY, region = COUNTY) =>
    ROLES.filter((role) => appointmentError(actor, holder('clerk'), terms(role, agency, region), NOW) === undefined);

  test('an agency administrator gives the posts of his agency, one of a county all in his region', () => {
    const ofAgency = ['clerk', 'approver', 'inspector', 'legal-reviewer', 'duty-officer'];
    expect(given(holder('agency-administrator'))).toEqual(ofAgency);
    expect(given(holder('agency-administrator'), OTHER)).toEqual([]);
    expect(given(holder('county-administrator'))).toEqual(ROLES);
    expect(given(holder('county-administrator'), OTHER, '620602')).toEqual([]);
    expect(given(holder('county-administrator'), AGENCY, '6206')).toEqual([]);
    for (const role of ROLES.filter((one) => !one.endsWith('administrator'))) expect(given(holder(role))).toEqual([]);
  });

  test('nobody gives himself a post, and an inspector has a certificate', () => {
    const admin = holder('county-administrator');
    expect(appointmentError(admin, admin, terms('supervisor'), NOW)).toBe('own-post');
    expect(appointmentError(admin, { account: 'x', officer: null }, terms('inspector'), NOW)).toBe('no-officer');
    expect(appointmentError(admin, holder('clerk'), { ...terms('clerk'), agency: null }, NOW)).toBe('agency-mismatch');
  });

  test('an agency administrator has no say over an administrator of the county or a supervisor', () => {
    const admin = holder('agency-administrator');
    expect(ROLES.filter((role) => mayManage(admin, holder(role), NOW))).toEqual([
      'clerk',
      'approver',
      'inspector',
      'legal-reviewer',
      'duty-officer',
    ]);
    expect(mayManage(holder('county-administrator'), holder('agency-administrator'), NOW)).toBe(true);
    expect(mayManage(holder('county-administrator'), holder('supervisor', '6206'), NOW)).toBe(false);
    expect(mayManage(holder('county-administrator'), { ...holder('clerk'), region: '620602' }, NOW)).toBe(false);
  });
});

describe('[POST-2] ending posts, and people with posts at two agencies', () => {
  const postAt = (agency: typeof AGENCY, role: Role = 'clerk'): Post => ({
    ...standingPost(role, { agency, region: COUNTY }),
    id: `${role} ${agency.id}`,
  });

  test('nobody ends his own post, and an agency administrator none of another agency or above his own', () => {
    const [ofAgency, ofCounty] = [holder('agency-administrator'), holder('county-administrator')];
    const ends = (actor: Actor, post: Post, account = 'other') => endingError(actor, { account }, post, NOW);
    expect(ends(ofAgency, postAt(AGENCY))).toBeUndefined();
    expect(ends(ofAgency, postAt(OTHER))).toBe('forbidden');
    expect(ends(ofAgency, postAt(AGENCY, 'agency-administrator'))).toBe('forbidden');
    expect(ends(ofCounty, postAt(OTHER))).toBeUndefined();
    for (const actor of [ofAgency, ofCounty]) expect(ends(actor, postAt(AGENCY), actor.account)).toBe('own-post');
  });

  test('only an administrator of the region has a say over them', () => {
    const both = person('both', postAt(AGENCY), postAt(OTHER));
    expect(mayManage(holder('agency-administrator'), both, NOW)).toBe(false);
    expect(mayManage(holder('county-administrator'), both, NOW)).toBe(true);
    const left = person('left', postAt(AGENCY), { ...postAt(OTHER), until: NOW });
    expect(mayManage(holder('agency-administrator'), left, NOW)).toBe(true);
  });
});

test('[POST-3] posts end at the moment of leaving; what ended before stays, what has not begun goes', () => {
  const [past, present, coming] = [
    from('2026-01-01', '2026-06-01'),
    from('2026-06-01', null),
    from('2026-12-01', null),
  ];
  expect(endPosts([past, present, coming], NOW)).toEqual([past, { ...present, until: NOW }]);
  const two = [present, { ...present, id: 'other' }];
  expect(endPosts(two, NOW, ['other'])).toEqual([present, { ...present, id: 'other', until: NOW }]);
});
