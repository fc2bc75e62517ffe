/** Preconditions of handlers: a signed-in actor, a permitted action, valid input. */
import { type Action, type Actor, permittingPost, type Subject } from '@liangma/shared/access/authorise';
import type { Context } from 'hono';
import { validator } from 'hono-openapi';
import type { GenericSchema } from 'valibot';
import { bindSession } from '../accounts/sessions.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from './context.ts';
import { Problem } from './problem.ts';

/**
 * Returns the signed-in person as the holder of the post that permits this: with that post's agency and region. Throws a
 * `Problem` if none does, or if the session is on a revoked device.
 */
export function permitted(c: Context<AppEnv>, action: Action, subject: Subject = {}): Actor {
  const actor = signedIn(c);
  const post = permittingPost(actor, action, c.get('at'), subject);
  if (!post) throw new Problem('forbidden');
  return { ...actor, agency: post.agency, region: post.region };
}

/** [SYNC-9] Returns the signed-in person. Throws for the session of a revoked device, which may decide and read nothing. */
export function signedIn(c: Context<AppEnv>): Actor {
  const actor = handingIn(c);
  if (c.get('revoked')) throw new Problem('device-revoked');
  return actor;
}

/** Returns the signed-in person, even on a revoked device, which may still upload its data. */
export function handingIn(c: Context<AppEnv>): Actor {
  const actor = anyone(c);
  if (actor.mustChangePassword) throw new Problem('password-change-due');
  return actor;
}

/** Returns the signed-in person, even before a first password was changed [POST-4]: for the session itself and that change. */
export function anyone(c: Context<AppEnv>): Actor {
  const actor = c.get('actor');
  if (!actor) throw new Problem('not-signed-in');
  return actor;
}

/** Binds the session to the account's device that the request names, unless it is bound already. */
export async function seenOn(deps: Deps, c: Context<AppEnv>, device: string): Promise<void> {
  const token = c.get('sessionToken');
  if (token && c.get('device') === null) await bindSession(deps, token, device);
}

/**
 * Parses body, query, path or headers by a schema, names the wrong fields, and adds the shape to the OpenAPI document.
 */
export const parse = <S extends GenericSchema, T extends 'json' | 'query' | 'param' | 'header'>(target: T, schema: S) =>
  validator<S, T, AppEnv, string>(
    target,
    schema,
    (result) => {
      if (result.success) return;
      const where = result.error.map((issue) => [pathOf(issue.path), issue.message].filter(Boolean).join(': '));
      throw new Problem('bad-request', { detail: where.slice(0, 5) });
    },
    { options: { errorMode: 'ignore', typeMode: 'input' } },
  );

type Path = ReadonlyArray<PropertyKey | { readonly key: PropertyKey }> | undefined;

const pathOf = (path: Path): string =>
  (path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.');
