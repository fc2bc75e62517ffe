/** Sections of the desk that the signed-in person may open. */
import { session } from '#lib/session/session.svelte.ts';
import type { NavItem } from '#lib/shell/nav-item.ts';
import { desk } from '#lib/words/desk.svelte.ts';
import { resolve } from '$app/paths';
import { deskCounts } from './desk-counts.svelte.ts';

/** SUP-1: who answers for the agency. */
const ANSWERERS: readonly string[] = ['clerk', 'approver', 'legal-reviewer'];

export function deskSections(): NavItem[] {
  const words = desk.words.nav;
  const counts = deskCounts.of;
  const { roles } = session;
  const seesTasks = session.may('task.read');
  const seesCalendar = session.may('calendar.read') || session.may('calendar.read-region');
  const seesRegistry = session.may('registry.manage') || session.may('people.manage');
  const decides = roles.includes('approver');
  return [
    ...only(seesTasks, { href: resolve('/desk'), label: words.today }),
    ...only(roles.includes('clerk'), { href: resolve('/desk/apply'), label: words.apply }),
    ...only(
      seesTasks,
      { href: resolve('/desk/approvals'), label: words.approvals, count: counts['to-decide'], hot: decides },
      { href: resolve('/desk/inspections'), label: words.inspections, count: counts.issued },
    ),
    ...only(seesCalendar, { href: resolve('/desk/calendar'), label: words.calendar }),
    ...only(
      roles.some((role) => ANSWERERS.includes(role)),
      { href: resolve('/desk/alerts'), label: words.alerts },
    ),
    ...only(session.may('grant.read'), { href: resolve('/desk/grants'), label: words.grants }),
    ...only(session.may('handover.import'), { href: resolve('/desk/import'), label: words.import }),
    ...only(session.may('registry.manage'), { href: resolve('/desk/start'), label: words.start }),
    ...only(roles.includes('requests-office'), { href: resolve('/desk/reports'), label: words.reports }),
    { href: resolve('/desk/enterprises'), label: words.enterprises, gap: true },
    ...only(seesTasks || session.may('matter.publish'), { href: resolve('/desk/matters'), label: words.matters }),
    { href: resolve('/desk/officers'), label: words.officers },
    ...only(session.may('device.read'), { href: resolve('/desk/devices'), label: words.devices }),
    ...only(session.may('people.manage'), { href: resolve('/desk/people'), label: words.people }),
    ...only(seesRegistry, { href: resolve('/desk/registry'), label: words.registry }),
    { href: resolve('/desk/policies'), label: words.policies },
    { href: resolve('/desk/quiet-periods'), label: words.quietPeriods },
    { href: resolve('/desk/whitelist'), label: words.whitelist },
    ...only(session.may('operation.read'), { href: resolve('/admin'), label: words.system }),
    { href: resolve('/desk/rules'), label: words.rules },
  ];
}

const only = (isShown: boolean, ...items: readonly NavItem[]): readonly NavItem[] => (isShown ? items : []);
