/** SM3, the hash of GB/T 32905-2016 (ISO/IEC 10118-3:2018): 256 bits over any bytes. Section numbers are the standard's. */
import type { Bytes } from './bytes.ts';

const BLOCK_BYTES = 64;

/** §4.1 */
const IV = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];

export function sm3(message: Uint8Array): Bytes {
  const padded = pad(message);
  const state = Uint32Array.from(IV);
  for (let at = 0; at < padded.byteLength; at += BLOCK_BYTES) compress(state, expand(padded, at));
  const hash = new Uint8Array(32);
  const view = new DataView(hash.buffer);
  state.forEach((word, i) => {
    view.setUint32(4 * i, word);
  });
  return hash;
}

/** §5.2: a one bit, zeros, and the length in bits as 64 bits. */
function pad(message: Uint8Array): DataView {
  const blocks = Math.ceil((message.length + 9) / BLOCK_BYTES);
  const bytes = new Uint8Array(blocks * BLOCK_BYTES);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(bytes.length - 8, Math.floor(message.length / 0x20000000));
  view.setUint32(bytes.length - 4, (message.length << 3) >>> 0);
  return view;
}

/** §5.3.2: 68 words of a block; W′ of §5.3.3 is W[j] ^ W[j + 4]. */
function expand(padded: DataView, at: number): Uint32Array {
  const w = new Uint32Array(68);
  for (let j = 0; j < 16; j++) w[j] = padded.getUint32(at + 4 * j);
  const word = (j: number) => w[j] as number;
  for (let j = 16; j < 68; j++) {
    w[j] = p1(word(j - 16) ^ word(j - 9) ^ rotate(word(j - 3), 15)) ^ rotate(word(j - 13), 7) ^ word(j - 6);
  }
  return w;
}

/** §5.3.3 */
function compress(state: Uint32Array, words: Uint32Array): void {
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let j = 0; j < 64; j++) {
    const w = words[j] as number;
    const early = j < 16;
    const a12 = rotate(a, 12);
    const ss1 = rotate(a12 + e + rotate(early ? 0x79cc4519 : 0x7a879d8a, j % 32), 7);
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + (ss1 ^ a12) + (w ^ (words[j + 4] as number))) | 0;
    const tt2 = (gg + h + ss1 + w) | 0;
    [d, c, b, a] = [c, rotate(b, 9), a, tt1];
    [h, g, f, e] = [g, rotate(f, 19), e, tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17)];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] = (state[i] as number) ^ word;
  });
}

const p1 = (x: number): number => x ^ rotate(x, 15) ^ rotate(x, 23);

/** A shift by a multiple of 32 is none, so 0 is taken as well. */
const rotate = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));
