import { ZXING_WASM_SHA256 as ponyfills } from 'barcode-detector/ponyfill';
import { expect, it } from 'vitest';
import { ZXING_WASM_SHA256 as readers } from 'zxing-wasm/reader';

it('one wasm file serves worker and ponyfill: another version beside it reads outside its memory', () => {
  expect(readers).toBe(ponyfills);
});
