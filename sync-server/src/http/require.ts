/** Preconditions of handlers: a signed-in actor, a permitted action, valid input. */
import { type Action, type Actor, authorise, type Subject } from '@liangma/shared/access/authorise';
import type { Context } from 'hono';
import { validator } from 'hono-openapi';
import type { GenericSchema } from 'valibot';
import { bindSession } from '../accounts/sessions.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from './context.ts';
import { Problem } from './problem.ts';

/** The signed-in person, permitted to do this, not on a revoked device; else the request ends here. */
export function permitted(c: Context<AppEnv>, action: Action, subject: Subject = {}): Actor {
  const actor = signedIn(c);
  if (!authorise(actor, action, subject)) throw new Problem('forbidden');
  return actor;
}

/** [SYNC-9] The signed-in person. The session of a revoked device decides nothing and reads nothing. */
export function signedIn(c: Context<AppEnv>): Actor {
  const actor = handingIn(c);
  if (c.get('revoked')) throw new Problem('device-revoked');
  return actor;
}

/** The signed-in person, also on a revoked device, which still hands in what is on it. */
export function handingIn(c: Context<AppEnv>): Actor {
  const actor = c.get('actor');
  if (!actor) throw new Problem('not-signed-in');
  return actor;
}

/** A request that names the account's own device: the session is on it from now on, if it was on none. */
export async function seenOn(deps: Deps, c: Context<AppEnv>, device: string): Promise<void> {
  const token = c.get('sessionToken');
  if (token && c.get('device') === null) await bindSession(deps, token, device);
}

/**
 * Parses body, query, path or headers by a schema, names what is wrong, and writes the shape into the OpenAPI document.
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
