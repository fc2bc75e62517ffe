/** Giving and ending posts. */
import type { Instant } from '../kernel/instant.ts';
import { covers, type RegionCode } from '../kernel/regions.ts';
import type { AgencyId } from '../registry/agency.ts';
import type { Actor } from './authorise.ts';
import { isAgencyRole, isOpen, type Post, postsAt, type Role } from './post.ts';

/** Posts that an agency administrator gives; the others are given by the administrator of the county. */
const GIVEN_IN_AGENCY: readonly Role[] = ['clerk', 'approver', 'inspector', 'legal-reviewer', 'duty-officer'];

/** A post as it is asked for. */
export interface PostTerms {
  readonly role: Role;
  /** With the region that it works in; null for posts of a region. */
  readonly agency: { readonly id: AgencyId; readonly name: string; readonly region: RegionCode } | null;
  readonly region: RegionCode;
}

export type AppointmentError =
  | 'forbidden'
  | 'own-post'
  /** An agency's post without an agency, or a region's post with one. */
  | 'agency-mismatch'
  /** An inspector has a certificate, and with it an entry in the register of officers. */
  | 'no-officer';

/**
 * [POST-2] An agency administrator gives the posts of his agency, an administrator of a county all posts in his region. Nobody
 * gives or ends a post of his own. Returns undefined if the post may be given.
 */
export function appointmentError(
  actor: Actor,
  holder: Pick<Actor, 'account' | 'officer'>,
  { role, agency, region }: PostTerms,
  at: Instant,
): AppointmentError | undefined {
  if (actor.account === holder.account) return 'own-post';
  if (isAgencyRole(role) !== (agency !== null)) return 'agency-mismatch';
  if (!mayGive(actor, role, { agency: agency?.id, region: agency?.region ?? region }, at)) return 'forbidden';
  if (role === 'inspector' && holder.officer === null) return 'no-officer';
  return undefined;
}

/** [POST-2] The same for the end of a post: nobody ends his own, and an agency administrator none of another agency. */
export function endingError(
  actor: Actor,
  holder: Pick<Actor, 'account'>,
  { role, agency, region }: Pick<Post, 'role' | 'agency' | 'region'>,
  at: Instant,
): 'forbidden' | 'own-post' | undefined {
  if (actor.account === holder.account) return 'own-post';
  return mayGive(actor, role, { agency: agency?.id, region }, at) ? undefined : 'forbidden';
}

/** Roles that the actor may give at all. */
export const mayGiveRole = (actor: Actor, role: Role, at: Instant): boolean => mayGive(actor, role, {}, at);

function mayGive(
  actor: Actor,
  role: Role,
  { agency, region }: { agency?: AgencyId | undefined; region?: RegionCode },
  at: Instant,
): boolean {
  return postsAt(actor, at).some((post) => {
    if (post.role === 'county-administrator') return region === undefined || covers(post.region, region);
    if (post.role !== 'agency-administrator' || !GIVEN_IN_AGENCY.includes(role)) return false;
    return agency === undefined ? region === undefined : agency === post.agency?.id;
  });
}

/**
 * [POST-2] The same scope for a person: his data, password and sessions. An agency administrator has no say over those who
 * hold a post above his own, or one at another agency: whoever gives a password could use every post.
 */
export function mayManage(actor: Actor, person: Pick<Actor, 'agency' | 'region' | 'posts'>, at: Instant): boolean {
  const open = person.posts.filter((post) => isOpen(post, at));
  return postsAt(actor, at).some(({ role, agency, region }) => {
    if (role === 'county-administrator')
      return covers(region, person.region) && open.every((post) => covers(region, post.region));
    return (
      role === 'agency-administrator' &&
      agency !== null &&
      agency.id === person.agency?.id &&
      open.every((post) => GIVEN_IN_AGENCY.includes(post.role) && post.agency?.id === agency.id)
    );
  });
}

/**
 * [POST-3] Ends posts at this moment, all or those of these ids, and returns the posts as they are afterwards. A post that has
 * ended stays as it was; one that has not begun goes.
 */
export const endPosts = (posts: readonly Post[], at: Instant, ids?: readonly string[]): Post[] =>
  posts
    .filter((post) => !(isEnding(post, ids) && post.from > at))
    .map((post) => (isEnding(post, ids) && isOpen(post, at) ? { ...post, until: at } : post));

/** [POST-3] An officer who left the agency has lost every post there, also before anybody ends them by hand. */
export const postsElsewhere = (posts: readonly Post[], agency: string): Post[] =>
  posts.filter((post) => post.agency?.id !== agency);

const isEnding = ({ id }: Post, ids: readonly string[] | undefined): boolean => ids === undefined || ids.includes(id);
