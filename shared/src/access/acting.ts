/** Acting for one of several agencies: a person with posts at two works for one at a time. */
import type { Instant } from '../kernel/instant.ts';
import type { Actor } from './authorise.ts';
import { type Post, postsAt } from './post.ts';

/** Header of a request that names the agency for which the person acts. */
export const ACTING_HEADER = 'liangma-acting';
/** The same in the address of a link or an image, which carry no header. It goes before the header. */
export const ACTING_QUERY = 'acting';

/** Agencies of the posts in force, the own ones first. */
export const agenciesOf = (actor: Actor, at: Instant): NonNullable<Post['agency']>[] => {
  const agencies = postsAt(actor, at).flatMap(({ agency }) => (agency ? [agency] : []));
  return agencies.filter((agency, i) => agencies.findIndex(({ id }) => id === agency.id) === i);
};

/**
 * [POST-5] The person with the posts of that agency and those of regions, and none of another agency. Undefined if no post there is
 * in force: the request is refused, whatever the page believed.
 */
export function actFor(actor: Actor, agency: string, at: Instant): Actor | undefined {
  const here = postsAt(actor, at).find((post) => post.agency?.id === agency);
  if (!here) return undefined;
  const posts = actor.posts.filter((post) => post.agency === null || post.agency.id === agency);
  return { ...actor, agency: here.agency, posts };
}

/**
 * [POST-5] Agency for which a person inspects: that of a post as an inspector, the own agency first. A phone asks for the officers and
 * matters of that one, whatever a desk in the same browser acts for. Undefined for a person who has no choice.
 */
export function inspectingFor(actor: Actor, at: Instant): string | undefined {
  if (agenciesOf(actor, at).length < 2) return undefined;
  const posts = postsAt(actor, at).filter(({ role }) => role === 'inspector');
  return (posts.find(({ agency }) => agency?.id === actor.agency?.id) ?? posts[0])?.agency?.id;
}

/** Address that names the agency, if there is one to be named. */
export function addressedTo(path: string, agency: string | undefined): string {
  if (agency === undefined) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${ACTING_QUERY}=${encodeURIComponent(agency)}`;
}
