/** Which version of the protocol a client states (shared/protocol/version.ts). */
import { PROTOCOL_HEADER } from '@liangma/shared/protocol/version';
import type { Context } from 'hono';
import type { AppEnv } from './context.ts';
import { Problem } from './problem.ts';

/** Undefined where it states none: a person at a shell, or a program of theirs. */
export function versionOf(c: Context<AppEnv>): number | undefined {
  const version = c.req.header(PROTOCOL_HEADER);
  if (version === undefined) return undefined;
  if (!/^\d{1,4}$/.test(version)) throw new Problem('bad-request', { detail: [PROTOCOL_HEADER] });
  return Number(version);
}

/** Pages of the desk and of supervision state it since version 4. */
const BEFORE_PAGES_STATED_IT = 3;
export const pageVersionOf = (c: Context<AppEnv>): number => versionOf(c) ?? BEFORE_PAGES_STATED_IT;
