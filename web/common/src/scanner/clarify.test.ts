import { describe, expect, it } from 'vitest';
import { clarify } from './clarify.ts';

type Grey = (x: number, y: number) => number;

function picture(width: number, height: number, grey: Grey): ImageData {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at++) {
    data.fill(grey(at % width, Math.floor(at / width)), 4 * at, 4 * at + 3);
    data[4 * at + 3] = 255;
  }
  return { data, width, height, colorSpace: 'srgb' } as ImageData;
}

const levelsOf = ({ data, width }: ImageData, y: number): number[] =>
  Array.from({ length: width }, (_, x) => data[4 * (y * width + x)] as number);

const stripes: Grey = (x) => (Math.floor(x / 6) % 2 === 0 ? 0 : 1);

describe('making a frame clearer', () => {
  it('spreads eight grey levels over nearly all', () => {
    const frame = picture(96, 40, (x, y) => 30 + 8 * stripes(x, y));
    clarify(frame);
    const row = levelsOf(frame, 20);
    expect(Math.min(...row)).toBeLessThan(60);
    expect(Math.max(...row)).toBeGreaterThan(195);
  });

  it('removes light from one side', () => {
    const frame = picture(192, 40, (x, y) => x / 2 + 24 * stripes(x, y));
    clarify(frame);
    const row = levelsOf(frame, 20);
    const middleOf = (stripe: number) => row[stripe * 6 + 3] as number;
    // In the frame the dark stripe on the right is lighter than the light one on the left.
    expect(middleOf(3)).toBeGreaterThan(middleOf(28));
  });

  it('leaves an even picture even, grey and opaque', () => {
    const frame = picture(20, 10, () => 77);
    clarify(frame);
    expect([...frame.data]).toEqual(Array.from({ length: 200 }, () => [128, 128, 128, 255]).flat());
  });

  it.each([
    [1, 1],
    [3, 200],
    [200, 3],
  ])('a picture of %i × %i is no trouble', (width, height) => {
    const frame = picture(width, height, (x, y) => (x + y) % 2);
    clarify(frame);
    expect(frame.data.every((value, at) => at % 4 !== 3 || value === 255)).toBe(true);
  });

  it('weighs colours by perceived brightness', () => {
    const frame = picture(32, 8, () => 0);
    for (let at = 0; at < 256; at++) frame.data.set(at % 32 < 16 ? [0, 90, 0, 255] : [0, 0, 200, 255], 4 * at);
    clarify(frame);
    // 90 of green is brighter than 200 of blue.
    expect(frame.data[4 * 12]).toBeGreaterThan(frame.data[4 * 20] as number);
  });
});
