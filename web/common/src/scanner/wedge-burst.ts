/**
 * A USB scanner is a keyboard that types fast and ends with Enter or Tab. Pure: what strokes, one after the other,
 * add up to. People do not type like that, so what they type is never taken for a scan.
 */
import { bytesOfText } from '@liangma/shared/task-code/text';

/** A key that went down. */
export interface Stroke {
  /** Key in the page's keyboard layout: a character, or a name such as `Shift`. */
  readonly key: string;
  /** Place of the key on a US keyboard: `Digit3`, `KeyH`. */
  readonly code: string;
  readonly shift: boolean;
  /** With Ctrl, Alt or Meta: a command. */
  readonly command: boolean;
  /** By itself, because it is held down. */
  readonly repeat: boolean;
  /** An input method took it, so that `key` says nothing. */
  readonly hidden: boolean;
  /** ms. */
  readonly at: number;
}

/** Strokes so far, none of them late. */
export interface Burst {
  readonly last: number;
  /** By the page's layout, and by a US one. */
  readonly typed: string;
  readonly typedOnUs: string;
}

export interface Heard {
  readonly burst: Burst;
  /** With the stroke that ends a scan. */
  readonly text?: string;
}

/** Scanners take 2–20 ms a key, over Bluetooth up to 40; the fastest typists 80. */
const LONGEST_PAUSE = 50;
const SHORTEST = 4;
/** 4,000 digits and an address before them; what is longer is no code of ours. */
const LONGEST = 4_100;

export const SILENCE: Burst = {
  last: Number.NEGATIVE_INFINITY,
  typed: '',
  typedOnUs: '',
};

export function hear(before: Burst, stroke: Stroke): Heard {
  const isLate = stroke.at - before.last > LONGEST_PAUSE;
  const burst = isLate ? SILENCE : before;
  if (stroke.command || stroke.repeat) return { burst: SILENCE };
  if (isEnd(stroke)) {
    const text = textOf(burst);
    const isScan = text.length >= SHORTEST && burst.typed.length <= LONGEST;
    return isScan ? { burst: SILENCE, text } : { burst: SILENCE };
  }
  return { burst: withStroke(burst, stroke) };
}

const isEnd = ({ key, code }: Stroke): boolean =>
  [key, code].some((name) => name === 'Enter' || name === 'Tab' || name === 'NumpadEnter');

function withStroke(burst: Burst, stroke: Stroke): Burst {
  const onUs = characterOnUs(stroke);
  const own = !stroke.hidden && [...stroke.key].length === 1 ? stroke.key : onUs;
  // Shift and its like take time but say nothing.
  if (own === undefined) return burst.typed === '' ? burst : { ...burst, last: stroke.at };
  // No code is that long; it is not kept, and at its end it is no scan.
  if (burst.typed.length > LONGEST) return { ...burst, last: stroke.at };
  return { last: stroke.at, typed: burst.typed + own, typedOnUs: burst.typedOnUs + (onUs ?? own) };
}

/**
 * The reading that is a code or a number: a scanner set to a US keyboard types `&é"` for 123 where the page believes
 * in a French one. Full-width forms and capitals, left on by whoever used the keyboard before, are undone.
 */
function textOf({ typed, typedOnUs }: Burst): string {
  const plain = typed.normalize('NFKC').trim();
  for (const text of [plain, typedOnUs.trim()]) {
    const lower = text.toLowerCase();
    if (/^\d+$/.test(text) || bytesOfText(lower)) return lower;
  }
  return plain;
}

const SHIFTED_DIGITS = ')!@#$%^&*(';
/** Plain and with Shift. */
const SIGNS: Readonly<Record<string, readonly [string, string]>> = {
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Space: [' ', ' '],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Backquote: ['`', '~'],
};

function characterOnUs({ code, shift }: Stroke): string | undefined {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shift ? letter : letter.toLowerCase();
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit) return shift ? SHIFTED_DIGITS[Number(digit)] : digit;
  return /^Numpad(\d)$/.exec(code)?.[1] ?? SIGNS[code]?.[shift ? 1 : 0];
}
