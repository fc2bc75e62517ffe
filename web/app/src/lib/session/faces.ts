/** Maps roles to the faces of the product. */
import type { Role } from '@liangma/shared/access/post';

export type Face = '/field' | '/desk' | '/supervision' | '/admin';

const FACE_OF: Partial<Record<Role, Face>> = {
  supervisor: '/supervision',
  approver: '/desk',
  clerk: '/desk',
  'legal-reviewer': '/desk',
  'duty-officer': '/desk',
  'agency-administrator': '/desk',
  'county-administrator': '/desk',
  'requests-office': '/desk',
  inspector: '/field',
  operator: '/admin',
};

/** Someone with several roles starts where most of the deciding is; undefined for those with no face. */
export function faceOf(roles: readonly Role[]): Face | undefined {
  const role = (Object.keys(FACE_OF) as Role[]).find((role) => roles.includes(role));
  return role && FACE_OF[role];
}

export const mayEnter = (roles: readonly Role[], face: Face): boolean =>
  roles.some((role) => FACE_OF[role] === face || (face === '/admin' && role === 'county-administrator'));

/** Only a path of ours is followed after sign-in: `//elsewhere` and `https:` are not. */
export const safeNext = (next: string | null): string | undefined =>
  next !== null && /^\/(?![/\\])/.test(next) ? next : undefined;
