import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { readPixels } from './read-pixels.ts';

/** Version 3, level M. */
const TEXT = 'https://liangma.example.cn/c#00123';
const CODE = `
11111110001110011011101111111 10000010010110000000001000001 10111010100000101000101011101
10111010110000001111001011101 10111010100111110111101011101 10000010101011111100001000001
11111110101010101010101111111 00000000100011010010000000000 10111110011010110100101111100
00101001000000011011111110001 01000010101010000110100000000 10001000111010101000101101010
01011011001110000101000001100 11011000100001110111111110001 00111011101001110100101111100
01010000101011001010000010010 01101010000100100110000001100 11011001011110000111111110101
10011110111010011100010110100 10111101000110110000000000010 10111110001100010101111110111
00000000101001110011100011111 11111110011111110111101011100 10000010100101011001100010000
10111010100010111110111110101 10111010100110010011010001100 10111010110010110111011111110
10000010011011010000101011010 11111110110000011011011100100`
  .trim()
  .split(/\s+/);
/** Version M1, says 664. */
const MICRO = `
11111110101 10000010000 10111010111 10111010011 10111010000 10000010100
11111110100 00000000111 11000001010 01100011011 10101010101`
  .trim()
  .split(/\s+/);

interface Look {
  readonly rows?: readonly string[];
  readonly dark: number;
  readonly light: number;
}

const QUIET = 4;
const MODULE = 5;

function drawn({ rows = CODE, dark, light }: Look): ImageData {
  const side = (rows.length + 2 * QUIET) * MODULE;
  const data = new Uint8ClampedArray(side * side * 4);
  for (let at = 0; at < side * side; at++) {
    const [x, y] = [at % side, Math.floor(at / side)].map((p) => Math.floor(p / MODULE) - QUIET) as [number, number];
    data.fill(rows[y]?.[x] === '1' ? dark : light, 4 * at, 4 * at + 3);
    data[4 * at + 3] = 255;
  }
  return { data, width: side, height: side, colorSpace: 'srgb' } as ImageData;
}

beforeAll(async () => {
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
  await prepareZXingModule({ overrides: { wasmBinary: wasm.buffer as ArrayBuffer }, fireImmediately: true });
});

const [dark, washedOut, inverted] = [
  { dark: 14, light: 25 },
  { dark: 228, light: 244 },
  { dark: 235, light: 20 },
];

describe('reading pixels', () => {
  it.each<[string, Look]>([
    ['as a screen shows it', { dark: 20, light: 235 }],
    ['in the dark, eleven levels apart', dark],
    ['washed out', washedOut],
    ['light on dark, as a browser that darkens every page shows it', inverted],
  ])('%s', async (_, look) => expect(await readPixels(drawn(look), true)).toBe(TEXT));

  it.each<[string, Look, string | undefined]>([
    ['as a screen shows it', { dark: 20, light: 235 }, TEXT],
    ['in the dark', dark, undefined],
    ['light on dark', inverted, undefined],
  ])('the quick way, %s', async (_, look, text) => expect(await readPixels(drawn(look), false)).toBe(text));

  it.each([true, false])('finds nothing in an empty frame (thorough: %s)', async (thorough) => {
    expect(await readPixels(drawn({ dark: 128, light: 128 }), thorough)).toBeUndefined();
  });

  it.each([true, false])('finds no Micro QR, because noise can look like one (thorough: %s)', async (thorough) => {
    const look = { rows: MICRO, dark: 20, light: 235 };
    expect((await readBarcodes(drawn(look), { formats: ['QRCode'] })).map(({ text }) => text)).toEqual(['664']);
    expect(await readPixels(drawn(look), thorough)).toBeUndefined();
  });
});
