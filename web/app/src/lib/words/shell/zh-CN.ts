export const shell = {
  product: '亮码',
  skip: '跳到正文',
  comforts: { language: 'English', large: '大字', normal: '标准字号', dark: '深色', light: '浅色', title: '显示' },
};
