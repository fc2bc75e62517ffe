/** The only permission table: roles, actions, and whom they concern. [GRANT-1] Grants are given and ended by the head of the agency alone. */
import * as v from 'valibot';
import type { Instant } from '../kernel/instant.ts';
import { covers, type RegionCode, regionCodeSchema } from '../kernel/regions.ts';
import { agencyIdSchema } from '../registry/agency.ts';
import { officerIdSchema } from '../registry/officer.ts';
import { type Post, postSchema, postsAt, type Role } from './post.ts';

export const actorSchema = v.object({
  /** Account name. */
  account: v.string(),
  name: v.string(),
  /** Posts of the person, past and future ones too: `authorise` judges over those in force. */
  posts: v.array(postSchema),
  /** Agency where the person works; null for those who work at none that inspects. */
  agency: v.nullable(v.object({ id: agencyIdSchema, name: v.string() })),
  officer: v.nullable(officerIdSchema),
  /** Office and department of who belongs to no agency that inspects; its name stands on the faces. */
  office: v.exactOptional(v.string()),
  /** Region where the person works. */
  region: regionCodeSchema,
  /** POST-4: somebody else gave the password, which opens nothing but its change. */
  mustChangePassword: v.exactOptional(v.literal(true)),
  demo: v.boolean(),
});
export type Actor = v.InferOutput<typeof actorSchema>;

export type Scope = 'own-agency' | 'own-region' | 'own-task' | 'anywhere';

export const PERMISSIONS = {
  'registry.read': {
    clerk: 'own-region',
    approver: 'own-region',
    inspector: 'own-region',
    'legal-reviewer': 'own-region',
    'duty-officer': 'own-region',
    'agency-administrator': 'own-region',
    'county-administrator': 'own-region',
    'requests-office': 'own-region',
    supervisor: 'own-region',
  },
  /** Importing and changing the registers of agencies, officers, enterprises and matters. */
  'registry.manage': { 'county-administrator': 'own-region' },
  /** QUIET-1. */
  'quiet-period.manage': { 'county-administrator': 'own-region' },
  /** Thresholds of a region, within the bounds of its superiors. */
  'policy.set': { 'county-administrator': 'own-region' },
  /** The State Council's notice of a year. */
  'calendar.import': { 'county-administrator': 'own-region' },
  /** Publishing a version of the list of matters. */
  'matter.publish': { 'county-administrator': 'own-region' },
  /** All inspections of an enterprise, as the rules need them. */
  'facts.read': { clerk: 'own-agency', approver: 'own-agency', 'legal-reviewer': 'own-agency' },
  'task.apply': { clerk: 'own-agency' },
  /** LATE-1, LATE-2: an inspection of one's own that began without a code. */
  'task.enter-late': { inspector: 'own-agency' },
  /** APR-1: 法制审核意见. */
  'task.review': { 'legal-reviewer': 'own-agency' },
  'task.decide': { approver: 'own-agency' },
  /** QUAL-4: agreeing to a joint inspection, or declining, for the own agency as a partner. */
  'task.join': { approver: 'own-agency' },
  'task.withdraw': { approver: 'own-agency' },
  /** JUR-1: keeping the filing of an inspection in another region. */
  'task.file': { clerk: 'own-agency', approver: 'own-agency' },
  'grant.read': { clerk: 'own-agency', approver: 'own-agency', 'legal-reviewer': 'own-agency' },
  'grant.give': { approver: 'own-agency' },
  'task.read': {
    clerk: 'own-agency',
    approver: 'own-agency',
    inspector: 'own-agency',
    'legal-reviewer': 'own-agency',
    'duty-officer': 'own-agency',
    supervisor: 'own-region',
  },
  /** Visits of the own agency, and those of others that could be merged with them. */
  'calendar.read': {
    clerk: 'own-agency',
    approver: 'own-agency',
    inspector: 'own-agency',
    'legal-reviewer': 'own-agency',
    'duty-officer': 'own-agency',
    'agency-administrator': 'own-agency',
  },
  /** All agencies of a region. */
  'calendar.read-region': { 'county-administrator': 'own-region', supervisor: 'own-region' },
  'leave.read': {
    clerk: 'own-agency',
    approver: 'own-agency',
    inspector: 'own-agency',
    'legal-reviewer': 'own-agency',
    'duty-officer': 'own-agency',
    'agency-administrator': 'own-agency',
  },
  /** An officer enters his own absences. */
  'leave.enter': {
    clerk: 'own-agency',
    approver: 'own-agency',
    'agency-administrator': 'own-agency',
    inspector: 'own-task',
  },
  'task.trace': { supervisor: 'own-region' },
  'photo.read': {
    clerk: 'own-agency',
    approver: 'own-agency',
    inspector: 'own-task',
    'legal-reviewer': 'own-agency',
    supervisor: 'own-region',
  },
  'photo.send': { inspector: 'own-task' },
  'device.enrol': { inspector: 'anywhere' },
  'device.read': { clerk: 'own-agency', approver: 'own-agency', 'duty-officer': 'own-agency' },
  'device.revoke': { approver: 'own-agency' },
  'handover.import': { clerk: 'own-agency', approver: 'own-agency', 'duty-officer': 'own-agency' },
  'sync.pull': { inspector: 'own-agency' },
  'officer.suspend': { supervisor: 'own-region' },
  'quarantine.decide': { supervisor: 'own-region' },
  'draft.fill': { inspector: 'own-agency' },
  'alert.handle': { supervisor: 'own-region' },
  /** SUP-1: explaining an alert about the own agency, and replying to a letter. */
  'alert.answer': { clerk: 'own-agency', approver: 'own-agency', 'legal-reviewer': 'own-agency' },
  'supervision.read': { supervisor: 'own-region' },
  /** SHOW-6: reports of enterprises, without their telephone. */
  'report.read': { 'requests-office': 'own-region', supervisor: 'own-region' },
  /** POST-1: handing the own post to another person for a time. */
  'post.delegate': { approver: 'own-agency' },
  /** POST-2: accounts and posts; `mayGivePost` says which. */
  'people.manage': { 'agency-administrator': 'own-agency', 'county-administrator': 'own-region' },
  /** State of the installation, for county IT and the operator. */
  'operation.read': { 'county-administrator': 'own-region', operator: 'own-region' },
  /** Trying a message again that was not delivered. */
  'message.retry': { 'county-administrator': 'own-region', operator: 'own-region' },
} as const satisfies Record<string, Partial<Record<Role, Scope>>>;

export type Action = keyof typeof PERMISSIONS;

/** Object of an action: its agency, region and officers, as far as it has them. */
export interface Subject {
  readonly agency?: string;
  /** Partner agencies of a joint inspection, where the action is theirs as well. */
  readonly partners?: readonly string[];
  readonly region?: RegionCode;
  readonly officers?: readonly string[];
}

export const authorise = (actor: Actor, action: Action, at: Instant, subject: Subject = {}): boolean =>
  permittingPost(actor, action, at, subject) !== undefined;

/** Returns the first post in force that permits the action. A post of one's own comes before one held for another. */
export function permittingPost(actor: Actor, action: Action, at: Instant, subject: Subject = {}): Post | undefined {
  const permission: Partial<Record<Role, Scope>> = PERMISSIONS[action];
  return postsAt(actor, at).find((post) => {
    const scope = permission[post.role];
    return scope !== undefined && inScope(actor, post, scope, subject);
  });
}

const isOfAgency = ({ agency }: Post, subject: Subject): boolean =>
  agency !== null && (subject.agency === agency.id || (subject.partners?.includes(agency.id) ?? false));

function inScope(actor: Actor, post: Post, scope: Scope, subject: Subject): boolean {
  switch (scope) {
    case 'anywhere':
      return true;
    case 'own-agency':
      return subject.agency === undefined ? post.agency !== null : isOfAgency(post, subject);
    case 'own-task':
      return actor.officer !== null && (subject.officers?.includes(actor.officer) ?? false);
    case 'own-region':
      return subject.region === undefined || covers(post.region, subject.region);
  }
}
