/**
 * [SYNC-6] Changes since a code was signed. Actions with the code are judged by its own content and by the list of
 * matters that it names. If register or list have changed since, the desk shows both versions.
 */
import * as v from 'valibot';
import { daySchema, windowOf, windowSchema } from '../kernel/instant.ts';
import { citationOf } from '../matters/basis.ts';
import { capSchema } from '../matters/cap.ts';
import type { Matter } from '../matters/matter.ts';
import type { Officer } from '../registry/officer.ts';
import type { Claims, CodeOfficer } from '../task-code/claims.ts';
import type { Task } from '../tasks/task.ts';

const text = v.object({ signed: v.string(), now: v.string() });
const ofMatter = { matter: v.string(), title: v.string() };

/** Field by field; `signed` is what the code says, or the list as it was then. */
export const differenceSchema = v.variant('field', [
  v.object({ field: v.literal('window'), signed: windowSchema, now: windowSchema }),
  v.object({ field: v.picklist(['agency', 'enterprise']), ...text.entries }),
  /** No longer in the register. */
  v.object({ field: v.picklist(['agency-gone', 'enterprise-gone', 'officer-gone']), signed: v.string() }),
  v.object({ field: v.picklist(['officer-name', 'officer-certificate']), officer: v.string(), ...text.entries }),
  v.object({ field: v.literal('officer-suspended'), officer: v.string() }),
  v.object({ field: v.literal('matter-gone'), ...ofMatter }),
  v.object({ field: v.picklist(['matter-title', 'matter-basis']), ...ofMatter, ...text.entries }),
  v.object({ field: v.literal('matter-cap'), ...ofMatter, signed: capSchema, now: capSchema }),
  v.object({
    field: v.literal('matter-until'),
    ...ofMatter,
    signed: v.nullable(daySchema),
    now: v.nullable(daySchema),
  }),
]);
export type Difference = v.InferOutput<typeof differenceSchema>;

/** Register and list as they are now; what is not in them is undefined. */
export interface RegisterNow {
  readonly agency: string | undefined;
  readonly enterprise: string | undefined;
  readonly officers: readonly Officer[];
  readonly matters: readonly Matter[];
}

/** `listThen`: the list of matters whose version the code names; empty where it was not kept. */
export function changedSince(
  claims: Claims,
  listThen: readonly Matter[],
  task: Pick<Task, 'window' | 'officers'>,
  now: RegisterNow,
): Difference[] {
  const window = windowOf(claims);
  const sameWindow = window.from <= task.window.from && task.window.to <= window.to;
  return [
    ...(sameWindow ? [] : [{ field: 'window' as const, signed: window, now: task.window }]),
    ...named('agency', claims.agencyName, now.agency),
    ...named('enterprise', claims.enterpriseName, now.enterprise),
    ...claims.officers.flatMap((officer) => officerChanges(officer, task, now.officers)),
    ...claims.matters.flatMap((id) => matterChanges(id, listThen, now.matters)),
  ];
}

function named(field: 'agency' | 'enterprise', signed: string, now: string | undefined): Difference[] {
  if (now === undefined) return [{ field: `${field}-gone`, signed }];
  return now === signed ? [] : [{ field, signed, now }];
}

/** The code names officers by their certificates, the task by their numbers too. */
function officerChanges(
  { name, certificate }: CodeOfficer,
  task: Pick<Task, 'officers'>,
  register: readonly Officer[],
): Difference[] {
  const id = task.officers.find((one) => one.certificate === certificate)?.id;
  const now = register.find((one) => one.id === id || one.certificate.number === certificate);
  if (!now) return [{ field: 'officer-gone', signed: name }];
  const number = now.certificate.number;
  return [
    ...(now.name === name ? [] : [{ field: 'officer-name' as const, officer: name, signed: name, now: now.name }]),
    ...(number === certificate
      ? []
      : [{ field: 'officer-certificate' as const, officer: name, signed: certificate, now: number }]),
    ...(now.suspended ? [{ field: 'officer-suspended' as const, officer: name }] : []),
  ];
}

function matterChanges(id: string, listThen: readonly Matter[], listNow: readonly Matter[]): Difference[] {
  const before = listThen.find((matter) => matter.id === id);
  const now = listNow.find((matter) => matter.id === id);
  const of = { matter: id, title: before?.title ?? now?.title ?? id };
  if (!now) return [{ field: 'matter-gone', ...of }];
  if (!before) return [];
  const differences: Difference[] = [];
  if (before.title !== now.title) {
    differences.push({ field: 'matter-title', ...of, signed: before.title, now: now.title });
  }
  const [basisBefore, basisNow] = [citationOf(before.bases), citationOf(now.bases)];
  if (basisBefore !== basisNow) {
    differences.push({ field: 'matter-basis', ...of, signed: basisBefore, now: basisNow });
  }
  if (JSON.stringify(before.cap) !== JSON.stringify(now.cap)) {
    differences.push({ field: 'matter-cap', ...of, signed: before.cap, now: now.cap });
  }
  if (before.validTo !== now.validTo) {
    differences.push({ field: 'matter-until', ...of, signed: before.validTo, now: now.validTo });
  }
  return differences;
}
