import { codeText } from '@liangma/shared/task-code/text';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listenToWedge } from './wedge.ts';

const CODE = codeText(
  'https://liangma.example.cn',
  Uint8Array.from({ length: 70 }, (_, i) => i * 3),
);

/** The part of a page that the listener touches. */
class Element extends EventTarget {
  isContentEditable = false;
}
class Input extends Element {
  type = 'text';
  value = '';
}
class Key extends Event {
  readonly key: string;
  readonly code = '';
  readonly shiftKey = false;
  readonly ctrlKey = false;
  readonly metaKey = false;
  readonly altKey = false;
  readonly repeat = false;
  readonly isComposing = false;
  readonly keyCode = 0;
  override readonly timeStamp: number;
  constructor(key: string, at: number) {
    super('keydown', { cancelable: true });
    this.key = key;
    this.timeStamp = at;
  }
  getModifierState = () => false;
}

let scans: string[];
let at: number;
let stop = () => {};

beforeEach(() => {
  [scans, at] = [[], 0];
  vi.stubGlobal('KeyboardEvent', Key);
  vi.stubGlobal('HTMLElement', Element);
  vi.stubGlobal('HTMLInputElement', Input);
  vi.stubGlobal('HTMLTextAreaElement', class extends Element {});
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

function listening<T extends Element>(target: T): T {
  stop = listenToWedge(target, (text) => scans.push(text));
  return target;
}

/** Types as a browser does: the field takes the character unless prevented. Returns whether the Enter got through. */
function type(target: Element, text: string, pause = 8): boolean {
  for (const key of text) {
    at += pause;
    if (target.dispatchEvent(new Key(key, at)) && target instanceof Input && target.type === 'text')
      target.value += key;
  }
  at += pause;
  return target.dispatchEvent(new Key('Enter', at));
}

describe('on a page', () => {
  it('hands over a scan, whose Enter presses no button', () => {
    expect(type(listening(new Element()), CODE)).toBe(false);
    expect(scans).toEqual([CODE]);
  });

  it('hands over any scanned text, so that the page can say it is no code', () => {
    type(listening(new Element()), 'https://pay.example.cn/q/1');
    expect(scans).toEqual(['https://pay.example.cn/q/1']);
  });

  it('lets typed text through', () => {
    expect(type(listening(new Element()), 'hello', 120)).toBe(true);
    expect(scans).toEqual([]);
  });

  it('hands over nothing after its end', () => {
    const target = listening(new Element());
    stop();
    expect(type(target, CODE)).toBe(true);
    expect(scans).toEqual([]);
  });
});

describe('in a field', () => {
  it('removes a scanned code from a field and keeps the text before it', () => {
    const field = listening(new Input());
    field.value = '12';
    at = 5_000;
    const heard = vi.fn();
    field.addEventListener('input', heard);
    expect(type(field, CODE)).toBe(false);
    expect(scans).toEqual([CODE]);
    expect(field.value).toBe('12');
    expect(heard).toHaveBeenCalledOnce();
  });

  it('leaves a check number in the field', () => {
    const field = listening(new Input());
    expect(type(field, '1234567890')).toBe(true);
    expect([scans, field.value]).toEqual([[], '1234567890']);
  });

  it('treats a checkbox as no text field', () => {
    const box = listening(Object.assign(new Input(), { type: 'checkbox' }));
    type(box, '1234567890');
    expect(scans).toEqual(['1234567890']);
  });

  it('keeps text typed before the scan', () => {
    const field = listening(new Input());
    for (const key of '34') {
      at += 200;
      field.dispatchEvent(new Key(key, at));
      field.value += key;
    }
    at += 400;
    type(field, CODE);
    expect([scans, field.value]).toEqual([[CODE], '34']);
  });
});
