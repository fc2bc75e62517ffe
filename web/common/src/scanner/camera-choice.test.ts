import { describe, expect, it } from 'vitest';
import { betterThan, facingOf, named } from './camera-choice.ts';
import type { Camera } from './scanner.ts';

const cameras = (...labels: string[]): Camera[] => labels.map((label, i) => ({ id: `id-${i}`, label }));

const IPHONE = cameras(
  'Front Camera',
  'Back Triple Camera',
  'Back Ultra Wide Camera',
  'Back Camera',
  'Back Telephoto Camera',
);
const IPHONE_ZH = cameras('前置相机', '后置双广角相机', '后置超广角相机', '后置相机');
const ANDROID = cameras('camera2 1, facing front', 'camera2 2, facing back', 'camera2 0, facing back');
const LAPTOP = cameras('Integrated Webcam (0bda:5520)');

describe('choice of a camera', () => {
  it.each<[string, Camera[], string, string | undefined]>([
    ['an iPhone that opened its ultra-wide lens', IPHONE, 'id-2', 'id-3'],
    ['an iPhone in Chinese', IPHONE_ZH, 'id-1', 'id-3'],
    ['an iPhone that opened its plain one', IPHONE, 'id-3', undefined],
    ['Android: as the browser chose', ANDROID, 'id-1', undefined],
    ['a laptop', LAPTOP, 'id-0', undefined],
    ['a browser that does not tell ids', [{ id: '', label: 'Back Camera' }], '', undefined],
  ])('%s', (_, list, running, better) => expect(betterThan(running, list, undefined)).toBe(better));

  it('puts the camera chosen before first', () => {
    expect(betterThan('id-3', IPHONE, { id: 'id-4', label: 'Back Telephoto Camera' })).toBe('id-4');
  });

  it('recognises it by its label if the ids have changed', () => {
    expect(betterThan('id-1', ANDROID, { id: 'gone', label: 'camera2 0, facing back' })).toBe('id-2');
  });

  it('forgets a camera that is gone', () => {
    expect(betterThan('id-0', LAPTOP, { id: 'gone', label: 'USB camera' })).toBeUndefined();
  });
});

describe('name of a camera', () => {
  it.each([
    ['Back Dual Wide Camera', 'back'],
    ['camera2 0, facing back', 'back'],
    ['后置超广角相机', 'back'],
    ['後置相機', 'back'],
    ['Rear camera', 'back'],
    ['FaceTime HD Camera', 'front'],
    ['camera2 1, facing front', 'front'],
    ['前置摄像头', 'front'],
    ['USB Camera (046d:0825)', 'other'],
    ['', 'other'],
  ] as const)('%s: %s', (label, facing) => expect(facingOf({ label })).toBe(facing));

  it('numbers cameras only if there are several', () => {
    expect(named(ANDROID).map(({ facing, nth }) => [facing, nth])).toEqual([
      ['front', 0],
      ['back', 1],
      ['back', 2],
    ]);
  });
});
