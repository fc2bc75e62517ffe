import type { shell as zh } from './zh-CN.ts';

export const shell: typeof zh = {
  product: 'Liangma',
  skip: 'Skip to content',
  comforts: {
    language: '中文',
    large: 'Large type',
    normal: 'Normal type',
    dark: 'Dark',
    light: 'Light',
    title: 'Display',
  },
};
