/** Accounts as administrators make them, one at a time or from a file (`account-import.ts`). */
import * as v from 'valibot';
import { instantSchema } from '../kernel/instant.ts';
import { regionCodeSchema } from '../kernel/regions.ts';
import { agencyIdSchema, phoneSchema } from '../registry/agency.ts';
import { actorSchema } from './authorise.ts';
import { personSchema, postSchema, ROLES, type Role, roleSchema } from './post.ts';

/** Lower case, so that nobody signs in twice as often with capital letters: letters, digits, dot, hyphen, underscore. */
export const accountNameSchema = v.pipe(v.string(), v.trim(), v.regex(/^[a-z0-9][a-z0-9._-]{2,39}$/));

const personName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40));

export const postTermsSchema = v.object({
  role: roleSchema,
  /** Null for posts of a region. */
  agency: v.nullable(agencyIdSchema),
  /** Region of a post without agency. A post of an agency has the agency's. */
  region: v.exactOptional(regionCodeSchema),
  /** From now on if absent. */
  from: v.exactOptional(instantSchema),
  until: v.exactOptional(v.nullable(instantSchema)),
});
export type NewPost = v.InferOutput<typeof postTermsSchema>;

export const newAccountSchema = v.object({
  account: accountNameSchema,
  name: personName,
  phone: v.optional(phoneSchema, ''),
  /** Certificate number of an officer in the register. */
  certificate: v.optional(v.nullable(v.pipe(v.string(), v.trim(), v.regex(/^\d{8,14}$/))), null),
  /** Agency where the person works. */
  agency: v.optional(v.nullable(agencyIdSchema), null),
  /** Office and department of a person who works at no agency that inspects. */
  office: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(80)), ''),
  /** Region where a person without agency works. */
  region: v.exactOptional(regionCodeSchema),
  posts: v.pipe(v.array(postTermsSchema), v.maxLength(10)),
});
export type NewAccount = v.InferOutput<typeof newAccountSchema>;

/** Words for roles in a file, beside their ids. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  clerk: '经办人',
  approver: '审批人',
  inspector: '执法人员',
  'legal-reviewer': '法制审核人员',
  'duty-officer': '值班人员',
  'agency-administrator': '机关管理员',
  'county-administrator': '区域管理员',
  'requests-office': '诉求受理人员',
  supervisor: '监督人员',
  operator: '运维人员',
};

/** Returns the roles that a cell names by word or id, apart by `;`, `；`, `、`, a comma or a slash; undefined if one is unknown. */
export function rolesOfCell(cell: string): Role[] | undefined {
  const words = cell
    .normalize('NFKC')
    .toLowerCase()
    .split(/[;、,/\s]+/)
    .filter(Boolean);
  const roles = words.map((word) => ROLES.find((role) => role === word || ROLE_WORDS[role] === word));
  return roles.every((role) => role !== undefined) ? [...new Set(roles)] : undefined;
}

/** Session as its owner and administrators see it. */
export const listedSessionSchema = v.object({
  id: v.string(),
  openedAt: v.number(),
  usedAt: v.number(),
  expiresAt: v.number(),
  browser: v.string(),
  network: v.string(),
  /** Id of the enrolled device it runs on. */
  device: v.nullable(v.string()),
  isOwn: v.boolean(),
});
export type ListedSession = v.InferOutput<typeof listedSessionSchema>;

/** A post of the person that somebody else holds for a time. */
export const givenDelegationSchema = v.object({ deputy: personSchema, post: postSchema });

export const personViewSchema = v.object({
  person: v.object({ ...actorSchema.entries, phone: v.string(), closedAt: v.nullable(v.number()) }),
  /** Posts that others hold for this person. */
  given: v.array(givenDelegationSchema),
  sessions: v.array(listedSessionSchema),
});
export type PersonView = v.InferOutput<typeof personViewSchema>;

/** Describes a browser by its user agent, as its owner would. */
export function browserOf(userAgent: string): string {
  const product = [
    [/MicroMessenger/, 'WeChat'],
    [/Edg[A-Z]?\//, 'Edge'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ] as const;
  const systems = [
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/Linux/, 'Linux'],
  ] as const;
  const find = (table: readonly (readonly [RegExp, string])[]) => table.find(([sign]) => sign.test(userAgent))?.[1];
  return [find(product), find(systems)].filter(Boolean).join(', ');
}
