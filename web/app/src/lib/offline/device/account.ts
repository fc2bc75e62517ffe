/**
 * Account of this device, and the names of its databases: a name carries the account, so that two people on one phone never
 * mix. The pointer to the account is in localStorage because the first screen must not wait for it.
 */
import { type Actor, actorSchema } from '@liangma/shared/access/authorise';
import * as v from 'valibot';

const POINTER = 'liangma.field.actor';
const marker = (account: string): string => `liangma.field.marker.${account}`;

/** Keeps letters and digits and replaces everything else by its code point, so that two accounts never share a name. */
export const databaseName = (account: string): string =>
  `liangma-${[...account].map((c) => (/[a-z0-9]/.test(c) ? c : `_${c.codePointAt(0)?.toString(16)}_`)).join('')}`;

/** Returns the signed-in actor, also without network. */
export function actorOnDevice(): Actor | undefined {
  const parsed = v.safeParse(actorSchema, readJson(POINTER));
  return parsed.success ? parsed.output : undefined;
}

export const rememberActor = (actor: Actor): void => localStorage.setItem(POINTER, JSON.stringify(actor));

export const forgetActor = (): void => localStorage.removeItem(POINTER);

/** Count of unsent records when the databases were last seen. In most browsers it survives their eviction. */
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
