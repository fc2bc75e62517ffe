/** The one way to the server. A reply that is not what we asked for is a problem, never a crash later on. */
import { ACTING_HEADER, addressedTo } from '@liangma/shared/access/acting';
import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '@liangma/shared/protocol/version';
import * as v from 'valibot';
import { type Problem, problem, problemOf } from './problem.ts';

type Method = 'GET' | 'POST' | 'DELETE';

export async function request<T>(
  method: Method,
  path: string,
  reply: v.GenericSchema<unknown, T>,
  body?: unknown,
): Promise<Result<T, Problem>> {
  const answer = await send(method, path, body);
  if (answer === undefined) return err(problem('offline'));
  const json = await jsonOf(answer);
  if (!answer.ok) return err(problemOf(answer.status, json));
  const parsed = v.safeParse(reply, json);
  if (parsed.success) return ok(parsed.output);
  console.error(`${method} ${path}: unexpected reply`, v.flatten(parsed.issues));
  return err(problem('unexpected'));
}

/** A page may be older than the server that answers it. */
const STATED: Record<string, string> = { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };

/** POST-5: from now on requests are made for this agency. */
export function actFor(agency: string | undefined): void {
  if (agency === undefined) delete STATED[ACTING_HEADER];
  else STATED[ACTING_HEADER] = agency;
}

/** POST-5: address of a link or an image, with the agency in it. */
export const addressed = (path: string): string => addressedTo(path, STATED[ACTING_HEADER]);

/** The server takes state-changing requests only with a JSON content type (against forged forms). */
async function send(method: Method, path: string, body: unknown): Promise<Response | undefined> {
  try {
    return await fetch(path, {
      method,
      headers: { ...STATED, ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      credentials: 'same-origin',
      cache: 'no-store',
    });
  } catch {
    return undefined;
  }
}

async function jsonOf(answer: Response): Promise<unknown> {
  if (answer.status === 204) return null;
  try {
    return await answer.json();
  } catch {
    return undefined;
  }
}

/** Ids that an application names, as the query of a list. */
export const namedQuery = (ids: readonly string[]): string => query({ named: ids.join(',') });

/** `?a=1&b=2`; what is undefined or empty is left out. */
export function query(parameters: Record<string, string | number | undefined>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`;
}
