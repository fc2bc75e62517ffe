/** The only permission table: roles, actions, and whom they concern. [GRANT-1] Grants are given and ended by the head of the agency alone. */
import * as v from 'valibot';
import { covers, type RegionCode, regionCodeSchema } from '../kernel/regions.ts';
import { agencyIdSchema } from '../registry/agency.ts';
import { officerIdSchema } from '../registry/officer.ts';

export const ROLES = ['clerk', 'approver', 'inspector', 'supervisor', 'operator'] as const;
export type Role = (typeof ROLES)[number];

export const actorSchema = v.object({
  /** Account name. */
  account: v.string(),
  name: v.string(),
  roles: v.array(v.picklist(ROLES)),
  /** Null for supervisors and operators. */
  agency: v.nullable(v.object({ id: agencyIdSchema, name: v.string() })),
  officer: v.nullable(officerIdSchema),
  /** Office and department of who belongs to no agency that inspects; its name stands on the faces. */
  office: v.exactOptional(v.string()),
  /** The regions that the actor may see: a prefix of their codes. */
  region: regionCodeSchema,
  demo: v.boolean(),
});
export type Actor = v.InferOutput<typeof actorSchema>;

type Scope = 'own-agency' | 'own-region' | 'own-task' | 'anywhere';

const PERMISSIONS = {
  'registry.read': { clerk: 'own-region', approver: 'own-region', inspector: 'own-region', supervisor: 'own-region' },
  /** All inspections of an enterprise, as the rules need them. */
  'facts.read': { clerk: 'own-agency', approver: 'own-agency' },
  'task.apply': { clerk: 'own-agency' },
  'task.decide': { approver: 'own-agency' },
  'task.withdraw': { approver: 'own-agency' },
  'grant.read': { clerk: 'own-agency', approver: 'own-agency' },
  'grant.give': { approver: 'own-agency' },
  'task.read': { clerk: 'own-agency', approver: 'own-agency', inspector: 'own-agency', supervisor: 'own-region' },
  'task.trace': { supervisor: 'own-region' },
  'photo.read': { clerk: 'own-agency', approver: 'own-agency', inspector: 'own-task', supervisor: 'own-region' },
  'photo.send': { inspector: 'own-task' },
  'device.enrol': { inspector: 'anywhere' },
  'device.read': { clerk: 'own-agency', approver: 'own-agency' },
  'device.revoke': { approver: 'own-agency' },
  'handover.import': { clerk: 'own-agency', approver: 'own-agency' },
  'sync.pull': { inspector: 'own-agency' },
  'officer.suspend': { supervisor: 'own-region' },
  'quarantine.decide': { supervisor: 'own-region' },
  'draft.fill': { inspector: 'own-agency' },
  'alert.close': { supervisor: 'own-region' },
  'supervision.read': { supervisor: 'own-region' },
} as const satisfies Record<string, Partial<Record<Role, Scope>>>;

export type Action = keyof typeof PERMISSIONS;

/** Object of an action: its agency, region and officers, as far as it has them. */
export interface Subject {
  readonly agency?: string;
  readonly region?: RegionCode;
  readonly officers?: readonly string[];
}

export function authorise(actor: Actor, action: Action, subject: Subject = {}): boolean {
  const permission: Partial<Record<Role, Scope>> = PERMISSIONS[action];
  return actor.roles.some((role) => {
    const scope = permission[role];
    return scope !== undefined && inScope(actor, scope, subject);
  });
}

function inScope(actor: Actor, scope: Scope, subject: Subject): boolean {
  switch (scope) {
    case 'anywhere':
      return true;
    case 'own-agency':
      return subject.agency === undefined ? actor.agency !== null : subject.agency === actor.agency?.id;
    case 'own-task':
      return actor.officer !== null && (subject.officers?.includes(actor.officer) ?? false);
    case 'own-region':
      return subject.region === undefined || covers(actor.region, subject.region);
  }
}
