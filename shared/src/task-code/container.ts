/** The bytes of a code, taken apart; nothing of it is believed yet (docs/task-code.md §2, §6, §7). */
import { HEADER, profileOf, readSign1, type Sign1 } from '../kernel/cose.ts';
import { type LivePart, splitLivePart } from './live.ts';

/** Private header parameter: the whole grant, in a code that must be read where the grant is not known. */
export const GRANT_HEADER = -70003;
/** Bytes of the key id that is the reference of a grant and not the id of a key in the key set. */
export const GRANT_REF_BYTES = 8;

export interface Container extends Sign1 {
  /** Empty where the grant stands inline. */
  readonly kid: Uint8Array;
  /** Only of a code under a grant: the grant itself, or its reference. */
  readonly grant: { readonly inline: Uint8Array } | { readonly ref: Uint8Array } | undefined;
  readonly live: LivePart | undefined;
}

export function parseContainer(bytes: Uint8Array): Container | undefined {
  const whole = readSign1(bytes);
  const split = whole.ok ? undefined : splitLivePart(bytes);
  const raw = split ? readSign1(split.code) : whole;
  const parsed = raw.ok ? profileOf(raw.value) : undefined;
  if (!raw.ok || !parsed) return undefined;
  const inline = raw.value.header.get(GRANT_HEADER);
  if (inline instanceof Uint8Array) return { ...parsed, kid: EMPTY, grant: { inline }, live: split?.live };
  const kid = raw.value.header.get(HEADER.kid);
  if (!(kid instanceof Uint8Array)) return undefined;
  const grant = kid.length === GRANT_REF_BYTES ? { ref: kid } : undefined;
  return { ...parsed, kid, grant, live: split?.live };
}

const EMPTY = new Uint8Array(0);
