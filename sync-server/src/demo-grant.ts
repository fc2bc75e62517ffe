/**
 * A grant in the demo county that the head gave the day before, and one code issued under it this morning without network. Its device
 * belongs to the demo day; a person who signs in with a phone gets a grant at the desk.
 */

import { codeOfWish } from '@liangma/shared/grants/issuing';
import { assert } from '@liangma/shared/kernel/assert';
import { deviceIdSchema, taskIdSchema } from '@liangma/shared/kernel/ids';
import { DAY, dayOf, HOUR, MINUTE } from '@liangma/shared/kernel/instant';
import type { Officer } from '@liangma/shared/registry/officer';
import { grantRef } from '@liangma/shared/task-code/grant';
import { taskUnder } from '@liangma/shared/task-code/granted-code';
import { issueGrantedCode } from '@liangma/shared/task-code/issue';
import * as v from 'valibot';
import { type DemoDevice, officerPhone, person } from './demo-devices.ts';
import type { Deps } from './deps.ts';
import { giveGrant } from './grants/grants.ts';
import { findGiven } from './ports/directory.ts';
import { enterprisesNamed } from './registry/registry-lists.ts';

const AGENCY = '620623-SCJG';
const OFFICERS = ['王建国', '卓玛'];
const AT = { name: '早餐', matter: 'M906' };
/** Before now: when the grant was given, when the code was issued, when the phone found the network again. */
const AGO = { given: 26 * HOUR, issued: 140 * MINUTE, pushed: 95 * MINUTE };

export async function playDemoGrant(deps: Deps): Promise<void> {
  const now = deps.clock.now();
  const at = (ago: number): Deps => ({ ...deps, clock: { now: () => now - ago } });
  const { agency, officers, enterprises } = await deps.store.read(async (tx) => ({
    agency: await tx.registry.agency(AGENCY),
    officers: (await tx.officers.ofAgency(AGENCY)).filter(({ name }) => OFFICERS.includes(name)),
    enterprises: await enterprisesNamed(tx, '620623', AT.name),
  }));
  const [enterprise] = enterprises;
  if (!agency || !enterprise || officers.length < OFFICERS.length) return;
  const named = officers.map(({ id, name, certificate }) => ({ id, name, certificate: certificate.number }));
  const phone = await officerPhone(at(AGO.given + HOUR), { agency, officers: named });
  const head = person('mayongcheng', '马永成', 'approver', { agency });
  const given = await giveGrant(at(AGO.given), head, termsFor(phone, officers, now));
  assert(given.ok, 'the demo’s own grant is given');
  await issueUnder(at, phone, given.value.id, enterprise, now);
}

const termsFor = ({ id }: DemoDevice, officers: readonly Officer[], now: number) => ({
  device: v.parse(deviceIdSchema, id),
  officers: officers.map((officer) => officer.id),
  matters: [],
  region: '620623',
  maxCodes: 10,
  reason: '早市和山里投诉多，没有信号。',
  window: { from: now - AGO.given, to: now + 6 * DAY },
});

async function issueUnder(
  at: (ago: number) => Deps,
  phone: DemoDevice,
  id: string,
  enterprise: { readonly id: string; readonly name: string; readonly region: string },
  now: number,
): Promise<void> {
  const deps = at(AGO.pushed);
  const kept = await deps.store.read((tx) => findGiven(tx, id));
  assert(kept, 'the grant is kept');
  const from = Math.floor((now - AGO.issued) / 1000);
  const wish = {
    enterprise,
    matters: [AT.matter],
    officers: [0, 1],
    notBefore: from,
    expires: from + 4 * 3600,
    source: 'complaint' as const,
    reference: { number: '演示-12345-0001', date: dayOf(from * 1000), channel: 'hotline' as const },
    whyOnSite: '群众投诉早餐摊点食品加工不卫生，须当场查看。',
  };
  const catalog = await deps.store.read((tx) => tx.matters.version());
  const code = codeOfWish(wish, { number: 1, catalog, officers: kept.grant.officers.length });
  const text = await issueGrantedCode(phone.signer, { inline: kept.signed }, code, deps.config.origin);
  const { sha256 } = deps.signatures;
  const task = { id: v.parse(taskIdSchema, await taskUnder(await grantRef(kept.signed, sha256), 1, sha256)), rev: 1 };
  const { source, reference, whyOnSite } = wish;
  const reported = { code: text, source, reference, whyOnSite };
  await phone.push(deps, from * 1000, { type: 'code-issued', data: reported }, { ...task, rev: 0 });
  await phone.push(deps, from * 1000 + MINUTE, { type: 'code-shown', data: {} }, task);
  await phone.push(deps, from * 1000 + 4 * MINUTE, { type: 'inspection-started', data: {} }, task);
  const record = {
    startedAt: from * 1000 + 4 * MINUTE,
    endedAt: from * 1000 + 30 * MINUTE,
    outcome: 'guidance',
    correctBy: null,
    personPresent: '',
    opinion: '无异议',
    items: [{ matter: AT.matter, item: '1', answer: 'fail', finding: '操作台未及时清洁。' }],
  };
  await phone.push(deps, from * 1000 + 31 * MINUTE, { type: 'record-submitted', data: record }, task);
}
