/** Protocol version that a client states in its header (shared/protocol/version.ts). */
import { PROTOCOL_HEADER } from '@liangma/shared/protocol/version';
import type { Context } from 'hono';
import type { AppEnv } from './context.ts';
import { Problem } from './problem.ts';

/** Returns undefined for a client that states none: a person at a shell, or a program of theirs. */
export function versionOf(c: Context<AppEnv>): number | undefined {
  const version = c.req.header(PROTOCOL_HEADER);
  if (version === undefined) return undefined;
  if (!/^\d{1,4}$/.test(version)) throw new Problem('bad-request', { detail: [PROTOCOL_HEADER] });
  return Number(version);
}
