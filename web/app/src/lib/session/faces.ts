/** Maps roles to the faces of the product. */
import type { Actor, Role } from '@liangma/shared/access/authorise';

export type Face = '/field' | '/desk' | '/supervision';

const FACE_OF: Partial<Record<Role, Face>> = {
  supervisor: '/supervision',
  approver: '/desk',
  clerk: '/desk',
  inspector: '/field',
};

/** Someone with several roles starts where most of the deciding is; undefined for those with no face. */
export function faceOf(actor: Pick<Actor, 'roles'>): Face | undefined {
  const role = (Object.keys(FACE_OF) as Role[]).find((role) => actor.roles.includes(role));
  return role && FACE_OF[role];
}

export const mayEnter = (actor: Pick<Actor, 'roles'>, face: Face): boolean =>
  actor.roles.some((role) => FACE_OF[role] === face);

/** Only a path of ours is followed after sign-in: `//elsewhere` and `https:` are not. */
export const safeNext = (next: string | null): string | undefined =>
  next !== null && /^\/(?![/\\])/.test(next) ? next : undefined;
