import { expect, test } from 'vitest';
import { aMatter, anOfficer, aTask } from '../../test/builders.ts';
import { HOUR } from '../kernel/instant.ts';
import { basesOf, citationOf } from '../matters/basis.ts';
import { NO_CAP } from '../matters/cap.ts';
import type { Claims } from '../task-code/claims.ts';
import { changedSince, type RegisterNow } from './changed-since.ts';

const task = aTask('issued');
const matter = aMatter(task.matters[0] ?? '');
const claims = {
  agencyName: task.agency.name,
  enterpriseName: task.enterprise.name,
  matters: [matter.id],
  notBefore: task.window.from / 1000,
  expires: task.window.to / 1000,
  catalog: 1,
  officers: task.officers.map(({ name, certificate }) => ({ name, certificate })),
} as unknown as Claims;
const register: RegisterNow = {
  agency: task.agency.name,
  enterprise: task.enterprise.name,
  matters: [matter],
  officers: task.officers.map(({ id, name, certificate }, i) => {
    const known = anOfficer(i + 1);
    return { ...known, id, name, certificate: { ...known.certificate, number: certificate } };
  }),
};
const changes = (now: Partial<RegisterNow>, then = [matter], known = task) =>
  changedSince(claims, then, known, { ...register, ...now });
const [first] = register.officers as [(typeof register.officers)[number]];
const others = register.officers.slice(1);
const withFirst = (changed: Partial<typeof first>) => ({ officers: [{ ...first, ...changed }, ...others] });
const of = { matter: matter.id, title: matter.title };

test('[SYNC-6] nothing is shown while nothing has changed', () => {
  expect(changes({})).toEqual([]);
});

test('[SYNC-6] field by field: what the code says, and what is so now', () => {
  const { name, certificate } = first;
  const cap = NO_CAP;
  expect(changes({ agency: '天祝县市场局', enterprise: undefined })).toEqual([
    { field: 'agency', signed: task.agency.name, now: '天祝县市场局' },
    { field: 'enterprise-gone', signed: task.enterprise.name },
  ]);
  const renamed = { name: '王建国二', certificate: { ...certificate, number: '62069999999' }, suspended: true };
  expect(changes(withFirst(renamed))).toEqual([
    { field: 'officer-name', officer: name, signed: name, now: '王建国二' },
    { field: 'officer-certificate', officer: name, signed: certificate.number, now: '62069999999' },
    { field: 'officer-suspended', officer: name },
  ]);
  expect(changes({ officers: others })).toEqual([{ field: 'officer-gone', signed: name }]);
  expect(
    changes({ matters: [{ ...matter, title: '新名称', bases: basesOf('新依据'), cap, validTo: '2026-12-31' }] }),
  ).toEqual([
    { field: 'matter-title', ...of, signed: matter.title, now: '新名称' },
    { field: 'matter-basis', ...of, signed: citationOf(matter.bases), now: '新依据' },
    { field: 'matter-cap', ...of, signed: matter.cap, now: cap },
    { field: 'matter-until', ...of, signed: matter.validTo, now: '2026-12-31' },
  ]);
  expect(changes({ matters: [] })).toEqual([{ field: 'matter-gone', ...of }]);
});

test('[SYNC-6] of a list that was not kept it is known only whether a matter is on the one now', () => {
  expect(changes({ matters: [{ ...matter, title: '新名称' }] }, [])).toEqual([]);
  expect(changes({ matters: [] }, [])).toEqual([{ field: 'matter-gone', matter: matter.id, title: matter.id }]);
});

test('[SYNC-6] a window that the code does not take in; the seconds of codes are no difference', () => {
  const { from, to } = task.window;
  expect(changes({}, [matter], { ...task, window: { from, to: to + HOUR } })).toEqual([
    { field: 'window', signed: { from, to }, now: { from, to: to + HOUR } },
  ]);
  expect(changes({}, [matter], { ...task, window: { from: from + 1, to: to - 1 } })).toEqual([]);
});
