import { beforeEach, describe, expect, it } from 'vitest';
import type { Decoder } from './decoder.ts';
import { readFrame, readPicture } from './read-source.ts';

interface Asked {
  readonly size: readonly [number, number];
  readonly thorough: boolean;
}

let asked: Asked[];
/** Finds a text at the n-th try. */
const decoderOf = (nth: number): Decoder => ({
  async decode({ width, height }, thorough) {
    asked.push({ size: [width, height], thorough });
    return asked.length === nth ? 'text' : undefined;
  },
});
const canvas = {
  width: 0,
  height: 0,
  getContext: () => ({
    fillRect() {},
    drawImage() {},
    getImageData: (_x: number, _y: number, width: number, height: number) => ({ width, height }),
  }),
} as unknown as HTMLCanvasElement;
const source = { image: {} as CanvasImageSource, width: 1280, height: 720 };

beforeEach(() => {
  asked = [];
});

describe('reading a frame', () => {
  it('tries the quick reader first', async () => {
    expect(await readFrame(source, canvas, decoderOf(1))).toBe('text');
    expect(asked).toEqual([{ size: [853, 480], thorough: false }]);
  });

  it('tries the thorough reader second and last', async () => {
    expect(await readFrame(source, canvas, decoderOf(2))).toBe('text');
    expect(asked.at(-1)).toEqual({ size: [1138, 640], thorough: true });
    asked = [];
    expect(await readFrame(source, canvas, decoderOf(0))).toBeUndefined();
    expect(asked).toHaveLength(2);
  });
});

it('reads a picture thoroughly at each larger size', async () => {
  expect(await readPicture({ ...source, width: 4000, height: 3000 }, canvas, decoderOf(2))).toBe('text');
  expect(asked).toEqual([
    { size: [960, 720], thorough: true },
    { size: [1920, 1440], thorough: true },
  ]);
});

it('reads a small picture in its own size first, where a module may be one pixel', async () => {
  expect(await readPicture({ ...source, width: 90, height: 80 }, canvas, decoderOf(1))).toBe('text');
  expect(asked).toEqual([{ size: [90, 80], thorough: true }]);
  asked = [];
  expect(await readPicture({ ...source, width: 90, height: 80 }, canvas, decoderOf(0))).toBeUndefined();
  expect(asked.map(({ size }) => size)).toEqual([
    [90, 80],
    [135, 120],
    [135, 120],
  ]);
});
