/** Posts: what a person is charged with, where, and for how long. One person has several. */
import * as v from 'valibot';
import { type Instant, instantSchema } from '../kernel/instant.ts';
import { type RegionCode, regionCodeSchema } from '../kernel/regions.ts';
import { agencyIdSchema } from '../registry/agency.ts';

export const ROLES = [
  'clerk',
  'approver',
  'inspector',
  /** 法制审核: reads what the agency applies for. */
  'legal-reviewer',
  /** 值班人员: takes in files and looks after devices out of hours. */
  'duty-officer',
  /** 机关管理员: makes the clerks, approvers and inspectors of the agency. */
  'agency-administrator',
  /** 县级管理员: keeps the registers of a region and makes its administrators. */
  'county-administrator',
  /** 企业诉求受理: answers the requests of enterprises. */
  'requests-office',
  'supervisor',
  /** 运维人员: runs the server. */
  'operator',
] as const;
export type Role = (typeof ROLES)[number];
export const roleSchema = v.picklist(ROLES);

/** Posts in an agency. The others belong to a region. */
export const AGENCY_ROLES = [
  'clerk',
  'approver',
  'inspector',
  'legal-reviewer',
  'duty-officer',
  'agency-administrator',
] as const satisfies readonly Role[];

export const isAgencyRole = (role: Role): boolean => AGENCY_ROLES.some((one) => one === role);

export const personSchema = v.object({ account: v.string(), name: v.string() });
export type Person = v.InferOutput<typeof personSchema>;

export const postSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  role: roleSchema,
  /** Null for posts of a region. */
  agency: v.nullable(v.object({ id: agencyIdSchema, name: v.string() })),
  region: regionCodeSchema,
  from: instantSchema,
  /** First moment after it; null if no end is set. */
  until: v.nullable(instantSchema),
  /** Holder of the post for whom this person stands in. */
  delegatedBy: v.exactOptional(personSchema),
});
export type Post = v.InferOutput<typeof postSchema>;

/** The first moment of a post belongs to it, the last does not. */
export const isInForce = ({ from, until }: Pick<Post, 'from' | 'until'>, at: Instant): boolean =>
  from <= at && (until === null || at < until);

/** True for a post in force and for one that begins later. */
export const isOpen = ({ until }: Pick<Post, 'until'>, at: Instant): boolean => until === null || at < until;

/** Posts in force, own ones before those that are held for somebody else. */
export const postsAt = ({ posts }: { readonly posts: readonly Post[] }, at: Instant): Post[] => {
  const current = posts.filter((post) => isInForce(post, at));
  return [
    ...current.filter(({ delegatedBy }) => delegatedBy === undefined),
    ...current.filter(({ delegatedBy }) => delegatedBy !== undefined),
  ];
};

export const rolesAt = (holder: { readonly posts: readonly Post[] }, at: Instant): Role[] => [
  ...new Set(postsAt(holder, at).map(({ role }) => role)),
];

interface Place {
  readonly agency: Post['agency'];
  readonly region: RegionCode;
}

/** Returns a post without an end that has been held ever since. */
export const standingPost = (role: Role, { agency, region }: Place): Post => ({
  id: role,
  role,
  agency: agency && isAgencyRole(role) ? { id: agency.id, name: agency.name } : null,
  region,
  from: 0,
  until: null,
});
