/**
 * A code that somebody types or pastes: its short number, which the server turns into the text of the code, or the
 * text itself. A slip of the hand is told without the network. The text proves nothing yet; the page verifies it.
 */

import { err, ok, type Result } from '@liangma/shared/kernel/result';
import { bareDigits, isShortNumber, SHORT_NUMBER_LENGTH } from '@liangma/shared/task-code/short-number';
import { bytesOfText } from '@liangma/shared/task-code/text';
import { bestEffort } from './best-effort.ts';

const ADDRESS = '/api/codes/find';
/** ms; a person stands there waiting. */
const PATIENCE = 10_000;
/** Fewer digits than any code has, more than anybody takes for a short number. */
const FEW_DIGITS = 20;

/** Each has words in `words/typed-code`. */
export const TYPED_TROUBLES = [
  'empty',
  'wrong-length',
  'wrong-check',
  'unknown',
  'no-network',
  'not-our-server',
  'not-found',
  'too-many',
  'busy',
] as const;
export type TypedTrouble = (typeof TYPED_TROUBLES)[number];

export interface TypedProblem {
  readonly code: TypedTrouble;
  /** Minutes to wait, with `too-many`; else 0. */
  readonly minutes: number;
}

export type Typed =
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'code'; readonly text: string };

export function readTyped(typed: string): Result<Typed, TypedTrouble> {
  const digits = bareDigits(typed);
  if (digits === '') return err('empty');
  if (/^\d+$/.test(digits) && digits.length <= FEW_DIGITS) {
    if (digits.length !== SHORT_NUMBER_LENGTH) return err('wrong-length');
    return isShortNumber(digits) ? ok({ kind: 'number', number: digits }) : err('wrong-check');
  }
  // A host name may hold dashes; a phone breaks a long line with spaces.
  const text = typed.replace(/\s+/g, '');
  return bytesOfText(text) === undefined ? err('unknown') : ok({ kind: 'code', text });
}

/** Returns what is wrong while somebody is still typing: only faults that no further digit can mend. */
export function wrongSoFar(typed: string): TypedTrouble | undefined {
  const read = readTyped(typed);
  return !read.ok && read.error === 'wrong-check' ? read.error : undefined;
}

/** The text of the code, from what was typed. */
export async function textOfTyped(typed: string, fetch: Fetch): Promise<Result<string, TypedProblem>> {
  const read = readTyped(typed);
  if (!read.ok) return trouble(read.error);
  return read.value.kind === 'code' ? ok(read.value.text) : findCode(read.value.number, fetch);
}

type Fetch = (address: string, init: RequestInit) => Promise<Response>;

async function findCode(number: string, fetch: Fetch): Promise<Result<string, TypedProblem>> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch(ADDRESS, requestFor(number, patience.signal));
    return await read(answer);
  } catch {
    return trouble('no-network');
  } finally {
    clearTimeout(timer);
  }
}

/** No cookies: who asks for a code is nobody's business. */
const requestFor = (number: string, signal: AbortSignal): RequestInit => ({
  method: 'POST',
  credentials: 'omit',
  redirect: 'error',
  cache: 'no-store',
  signal,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ number }),
});

/** A page that a hotel's network answers with is no answer of ours. */
async function read(answer: Response): Promise<Result<string, TypedProblem>> {
  const body: unknown = await bestEffort(answer.json(), 'a portal answers with a page');
  const { text, code, retryAfter } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  if (answer.ok && typeof text === 'string' && bytesOfText(text) !== undefined) return ok(text);
  if (code === 'code-not-found') return trouble('not-found');
  if (code === 'bad-request') return trouble('wrong-check');
  if (code === 'too-many-requests') return trouble('too-many', Math.max(1, Math.ceil(Number(retryAfter) / 60) || 1));
  return trouble(answer.status >= 500 || typeof code === 'string' ? 'busy' : 'not-our-server');
}

const trouble = (code: TypedTrouble, minutes = 0) => err({ code, minutes });
