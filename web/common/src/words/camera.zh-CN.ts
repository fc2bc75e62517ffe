/** Words of scanning with a camera, for enterprises: which one, lamp, lens, and the other two ways when it does not come. */

import type { Facing } from '../scanner/camera-choice.ts';
import type { CameraTrouble } from '../scanner/camera-session.ts';

const troubles: Record<CameraTrouble, string> = {
  'no-camera': '这部手机没有可以用的相机。可以选一张照片，或者输入核验号。',
  'not-allowed': '没有得到使用相机的许可。可以在浏览器设置里允许，也可以选一张照片，或者输入核验号。',
  'in-use': '相机正被别的应用占用。请关掉别的应用再试，也可以选一张照片，或者输入核验号。',
  'not-secure': '打开的网址不安全，浏览器不让用相机。可以选一张照片，或者输入核验号。',
  failed: '相机打不开。可以选一张照片，或者输入核验号。',
  lost: '相机断开了。请重新打开，也可以选一张照片，或者输入核验号。',
  'not-loaded': '扫码要用的内容没有下载完，可能是网络不好。请用微信“扫一扫”或者手机相机扫，或者到信号好的地方再试。',
};

const facings: Record<Facing, (nth: number) => string> = {
  back: (nth) => `后置相机${nth > 0 ? ` ${nth}` : ''}`,
  front: (nth) => `前置相机${nth > 0 ? ` ${nth}` : ''}`,
  other: (nth) => `相机${nth > 0 ? ` ${nth}` : ''}`,
};

export const camera = {
  troubles,
  facings,
  choose: '使用哪个相机',
  zoom: '放大',
  times: (value: string) => `${value} 倍`,
  typeInstead: '输入核验号',
};
