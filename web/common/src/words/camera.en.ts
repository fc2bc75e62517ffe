import type { camera as zh } from './camera.zh-CN.ts';

const numbered = (name: string) => (nth: number) => (nth > 0 ? `${name} ${nth}` : name);

export const camera: typeof zh = {
  troubles: {
    'no-camera': 'No camera can be used here. Choose a photo, or type the check number.',
    'not-allowed':
      'The camera is not allowed. You can allow it in the browser’s settings, choose a photo, or type the check number.',
    'in-use': 'Another app is using the camera. Close it and try again, choose a photo, or type the check number.',
    'not-secure':
      'The page was not opened over https, so the browser keeps the camera closed. Choose a photo, or type the check number.',
    failed: 'The camera cannot be opened. Choose a photo, or type the check number.',
    lost: 'The camera was disconnected. Open it again, choose a photo, or type the check number.',
    'not-loaded':
      'Scanning could not be loaded. Your signal may be weak. Scan with WeChat or the phone’s own camera, or try again where the signal is better.',
  },
  facings: { back: numbered('Back camera'), front: numbered('Front camera'), other: numbered('Camera') },
  choose: 'Which camera',
  zoom: 'Zoom',
  times: (value) => `${value}×`,
  typeInstead: 'Type the check number',
};
