/**
 * Live codes (docs/task-code.md §7). The signed claims hold the end of a hash chain; the officer's device reveals,
 * step by step of half a minute, the link whose hashes lead there. A picture of the screen grows old with its step,
 * and nobody can compute the next link. A live relay is not stopped.
 */
import { type Bytes, concat, equalBytes } from '../kernel/bytes.ts';
import type { Digest } from '../kernel/digest.ts';
import { HASH_BYTES } from './claims.ts';

/** Seconds of a step, and the most steps a chain has: a code of more than a day takes longer ones. */
const STEP = 30;
const MOST_STEPS = 2880;
/** Seconds by which two clocks may differ: a step is good for this long after its end, and before its start. */
export const LIVE_TOLERANCE = 90;

/** Seconds since 1970, from inclusive, to exclusive. */
export interface CodeWindow {
  readonly notBefore: number;
  readonly expires: number;
}

/** Suffix of a code that is shown live. */
export interface LivePart {
  readonly step: number;
  readonly link: Uint8Array;
}

export type Presence = 'live' | 'printed';
export type LiveCheck = 'live' | 'old' | 'ahead';

export const stepSeconds = ({ notBefore, expires }: CodeWindow): number =>
  Math.max(STEP, Math.ceil((expires - notBefore) / MOST_STEPS));

/** The step in which a second falls; the first before the window, the last after it. */
export function stepAt(window: CodeWindow, seconds: number): number {
  const last = Math.ceil((window.expires - window.notBefore) / stepSeconds(window)) - 1;
  return Math.max(0, Math.min(last, Math.floor((seconds - window.notBefore) / stepSeconds(window))));
}

/** Checks a step at a second: `ahead` means that one of the two clocks is wrong. */
export function checkStep(window: CodeWindow, step: number, seconds: number): LiveCheck {
  const start = window.notBefore + step * stepSeconds(window);
  if (seconds < start - LIVE_TOLERANCE) return 'ahead';
  return seconds < start + stepSeconds(window) + LIVE_TOLERANCE ? 'live' : 'old';
}

/** The anchor to be signed. `seed` is HASH_BYTES of randomness that only the officers' devices are told. */
export const anchorOf = (seed: Uint8Array, window: CodeWindow, sha256: Digest): Promise<Uint8Array> =>
  hashes(seed, linksFrom(window, -1), sha256);

/** The link of a step. */
export const linkOf = (seed: Uint8Array, window: CodeWindow, step: number, sha256: Digest): Promise<Uint8Array> =>
  hashes(seed, linksFrom(window, step), sha256);

/** Every link by its step, for who shows a code for a while; undefined where the seed is not of this anchor. */
export async function chainTo(
  anchor: Uint8Array,
  seed: Uint8Array,
  window: CodeWindow,
  sha256: Digest,
): Promise<Uint8Array[] | undefined> {
  const links = [seed];
  for (let link = seed; links.length <= linksFrom(window, -1); links.push(link)) link = await hashes(link, 1, sha256);
  const end = links.pop() as Uint8Array;
  return equalBytes(end, anchor) ? links.reverse() : undefined;
}

/**
 * Hashes a link to its anchor. On a slow phone this takes tens of milliseconds for a long window (docs/adr/0008). It
 * needs only the text of the code, so that a verifier may begin before it has keys.
 */
export const endOf = async ({ step, link }: LivePart, sha256: Digest): Promise<Uint8Array | undefined> =>
  step < MOST_STEPS ? hashes(link, step + 1, sha256) : undefined;

const linksFrom = (window: CodeWindow, step: number): number => stepAt(window, window.expires) - step;

async function hashes(from: Uint8Array, times: number, sha256: Digest): Promise<Uint8Array> {
  let link = from;
  for (let i = 0; i < times; i++) link = (await sha256(link)).subarray(0, HASH_BYTES);
  return link;
}

/** After the signed bytes stands one CBOR byte string (RFC 8742) of the step, two bytes, and the link. */
const HEAD = 0x40 | (2 + HASH_BYTES);
const LIVE_BYTES = 3 + HASH_BYTES;

export const withLivePart = (code: Uint8Array, { step, link }: LivePart): Bytes =>
  concat(code, Uint8Array.of(HEAD, step >> 8, step & 255), link);

/** Splits off what looks like a live part; the caller does so only with bytes that are no code as they are. */
export function splitLivePart(bytes: Uint8Array): { code: Uint8Array; live: LivePart } | undefined {
  const at = bytes.length - LIVE_BYTES;
  if (at < 0 || bytes[at] !== HEAD) return undefined;
  const step = ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number);
  return { code: bytes.subarray(0, at), live: { step, link: bytes.subarray(at + 3) } };
}
