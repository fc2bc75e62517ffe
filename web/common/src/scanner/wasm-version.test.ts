import { ZXING_WASM_SHA256 as ponyfills } from 'barcode-detector/ponyfill';
import { expect, it } from 'vitest';
import { ZXING_WASM_SHA256 as readers } from 'zxing-wasm/reader';

it('worker and ponyfill share one wasm file, because two versions corrupt memory', () => {
  expect(readers).toBe(ponyfills);
});
