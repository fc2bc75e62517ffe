import { codeText, toDigits } from '@liangma/shared/task-code/text';
import { describe, expect, it } from 'vitest';
import { hear, SILENCE, type Stroke } from './wedge-burst.ts';

const CODE = codeText(
  'https://liangma.example.cn',
  Uint8Array.from({ length: 70 }, (_, i) => i * 3),
);
const stroke = (changes: Partial<Stroke>): Stroke => ({
  key: '',
  code: '',
  shift: false,
  command: false,
  repeat: false,
  hidden: false,
  at: 0,
  ...changes,
});

const SIGN_KEYS: Record<string, readonly [code: string, shift: boolean]> = {
  ':': ['Semicolon', true],
  '/': ['Slash', false],
  '.': ['Period', false],
  '#': ['Digit3', true],
};
/** Returns the keystroke of a US scanner. */
function usStroke(key: string): Stroke {
  if (/\d/.test(key)) return stroke({ key, code: `Digit${key}` });
  if (/[a-z]/i.test(key)) return stroke({ key, code: `Key${key.toUpperCase()}`, shift: /[A-Z]/.test(key) });
  const [code, shift] = SIGN_KEYS[key] ?? ['', false];
  return stroke({ key, code, shift });
}
const ENTER = stroke({ key: 'Enter', code: 'Enter' });

/** All the scans that come of it; a stroke every `pause` ms. */
function scansOf(strokes: readonly Stroke[], pause = 8): string[] {
  let burst = SILENCE;
  return strokes.flatMap((one, i) => {
    const heard = hear(burst, { ...one, at: i * pause });
    burst = heard.burst;
    return heard.text ?? [];
  });
}
const typed = (text: string): Stroke[] => Array.from(text, usStroke);

describe('a USB scanner', () => {
  it('reads a code that ends with Enter', () => expect(scansOf([...typed(CODE), ENTER])).toEqual([CODE]));

  it('reads a code that ends with Tab', () => {
    expect(scansOf([...typed(CODE), stroke({ key: 'Tab', code: 'Tab' })])).toEqual([CODE]);
  });

  it('reads a code that ends with the Enter of the number pad', () => {
    expect(scansOf([...typed(CODE), stroke({ key: 'Enter', code: 'NumpadEnter' })])).toEqual([CODE]);
  });

  it('reads two codes, one after the other', () => {
    expect(scansOf([...typed(CODE), ENTER, ...typed('1234567890'), ENTER])).toEqual([CODE, '1234567890']);
  });

  it('ignores the Shift keys between digits', () => {
    const strokes = typed(CODE).flatMap((one) =>
      one.shift ? [stroke({ key: 'Shift', code: 'ShiftLeft' }), one] : [one],
    );
    expect(scansOf([...strokes, ENTER])).toEqual([CODE]);
  });

  it.each([
    ['50 ms between two keys', 50, [CODE]],
    ['51 ms: somebody types', 51, []],
  ])('%s', (_, pause, scans) => expect(scansOf([...typed(CODE), ENTER], pause)).toEqual(scans));

  it('leaves out what a person typed before', () => {
    const person = typed('ab').map((one, i) => ({ ...one, at: i * 120 }));
    let burst = SILENCE;
    for (const one of person) burst = hear(burst, one).burst;
    const strokes = [...typed(CODE), ENTER].map((one, i) => ({ ...one, at: 400 + i * 5 }));
    const texts = strokes.map((one) => {
      const heard = hear(burst, one);
      burst = heard.burst;
      return heard.text;
    });
    expect(texts.filter(Boolean)).toEqual([CODE]);
  });

  it('reads a code of 4,000 digits', () => {
    const long = `https://liangma.example.cn/c#${toDigits(Uint8Array.from({ length: 1647 }, (_, i) => i))}`;
    expect(long.length).toBeGreaterThan(4_000);
    expect(scansOf([...typed(long), ENTER])).toEqual([long]);
  });

  it('reads nothing from a text longer than any code', () => {
    expect(scansOf([...typed('1'.repeat(5_000)), ENTER])).toEqual([]);
  });
});

describe('any keyboard layout', () => {
  const FRENCH: Record<string, string> = {
    1: '&',
    2: 'é',
    3: '"',
    4: "'",
    5: '(',
    6: '-',
    7: 'è',
    8: '_',
    9: 'ç',
    0: 'à',
    '#': '3',
    a: 'q',
    q: 'a',
    m: ',',
    ':': 'M',
    '/': '!',
    '.': ';',
  };
  const asFrench = (text: string) => typed(text).map((one) => ({ ...one, key: FRENCH[one.key] ?? one.key }));
  const GERMAN: Record<string, string> = { ':': 'Ö', '/': '-', '#': '§', y: 'z', z: 'y' };

  it('reads a US scanner on a French page', () => expect(scansOf([...asFrench(CODE), ENTER])).toEqual([CODE]));

  it('reads a check number of a US scanner on a French page', () =>
    expect(scansOf([...asFrench('1234567890'), ENTER])).toEqual(['1234567890']));

  it('reads a French scanner on a French page, all digits with Shift', () => {
    const strokes = typed(CODE).map((one) => (/\d/.test(one.key) ? { ...one, shift: true } : one));
    expect(scansOf([...strokes, ENTER])).toEqual([CODE]);
  });

  it('reads a US scanner on a German page', () => {
    const strokes = typed(CODE).map((one) => ({ ...one, key: GERMAN[one.key] ?? one.key }));
    expect(scansOf([...strokes, ENTER])).toEqual([CODE]);
  });

  it('reads with Caps Lock on', () => {
    const strokes = typed(CODE).map((one) => ({ ...one, key: one.key.toUpperCase() }));
    expect(scansOf([...strokes, ENTER])).toEqual([CODE]);
  });

  it('reads through an input method that takes every key', () => {
    const strokes = typed(CODE).map((one) => ({ ...one, key: 'Process', hidden: true }));
    expect(scansOf([...strokes, { ...ENTER, key: 'Process', hidden: true }])).toEqual([CODE]);
  });

  it('reads full-width characters', () => {
    const strokes = typed(CODE).map((one) => ({ ...one, key: String.fromCharCode(one.key.charCodeAt(0) + 0xfee0) }));
    expect(scansOf([...strokes, ENTER])).toEqual([CODE]);
  });

  it('reads digits of the number pad with Num Lock off', () => {
    const strokes = [...'1234567890'].map((digit) => stroke({ key: 'End', code: `Numpad${digit}` }));
    expect(scansOf([...strokes, ENTER])).toEqual(['1234567890']);
  });
});

describe('people', () => {
  it.each([
    ['a few keys at once and Enter', typed('abc')],
    ['Enter alone', []],
    ['a key held down', typed('1111111111').map((one, i) => ({ ...one, repeat: i > 0 }))],
    ['a command', [...typed('abcdef'), stroke({ key: 'v', code: 'KeyV', command: true })]],
  ])('%s is no scan', (_, strokes) => expect(scansOf([...strokes, ENTER])).toEqual([]));

  it('passes words that are no code', () => {
    expect(scansOf([...typed('Hello World'.replace(' ', '')), ENTER])).toEqual(['HelloWorld']);
  });
});
