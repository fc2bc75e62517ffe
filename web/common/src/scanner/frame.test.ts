import { describe, expect, it } from 'vitest';
import { fit } from './frame.ts';

describe('size of the frame for the decoder', () => {
  it.each([
    ['wide', 1280, 720, { width: 1138, height: 640 }],
    ['upright', 720, 1280, { width: 640, height: 1138 }],
    ['a small frame is made larger', 640, 480, { width: 853, height: 640 }],
    ['but by half at most', 320, 240, { width: 480, height: 360 }],
    ['a photo', 4000, 3000, { width: 853, height: 640 }],
  ])('%s', (_, width, height, size) => expect(fit(width, height, 640)).toEqual(size));
});
