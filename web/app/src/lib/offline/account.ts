/**
 * Which account this device works for, and the names of its databases: a name carries the account, so that two
 * people on one phone never mix. The pointer is in localStorage because the first screen must not wait for it.
 */
import { type Actor, actorSchema } from '@liangma/shared/access/authorise';
import * as v from 'valibot';

const POINTER = 'liangma.field.actor';
const marker = (account: string): string => `liangma.field.marker.${account}`;

/** Letters and digits stay, everything else becomes its code point: two accounts never share a name. */
export const databaseName = (account: string): string =>
  `liangma-${[...account].map((c) => (/[a-z0-9]/.test(c) ? c : `_${c.codePointAt(0)?.toString(16)}_`)).join('')}`;

/** Who is signed in on this device, also without network. */
export function actorOnDevice(): Actor | undefined {
  const parsed = v.safeParse(actorSchema, readJson(POINTER));
  return parsed.success ? parsed.output : undefined;
}

export const rememberActor = (actor: Actor): void => localStorage.setItem(POINTER, JSON.stringify(actor));

export const forgetActor = (): void => localStorage.removeItem(POINTER);

/** What this device held when it was last seen whole. It outlives an eviction of the databases in most browsers. */
const markerSchema = v.object({ at: v.number(), unsent: v.number() });
export type Marker = v.InferOutput<typeof markerSchema>;

export function markerOf(account: string): Marker | undefined {
  const parsed = v.safeParse(markerSchema, readJson(marker(account)));
  return parsed.success ? parsed.output : undefined;
}

export const mark = (account: string, value: Marker): void =>
  localStorage.setItem(marker(account), JSON.stringify(value));

export const unmark = (account: string): void => localStorage.removeItem(marker(account));

function readJson(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}
