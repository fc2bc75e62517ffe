export const papers = {
  title: '已归档 PDF',
  facts: (pages: number, size: string, decided: string) => `${pages} 页 · ${size} · ${decided} 的决定`,
  waiting: '正在归档，通常不超过一分钟。',
  again: '刷新',
  cannot: {
    'no-browser': '服务器没有安装 Chromium，本件尚未归档。请打开文书，用浏览器打印或者另存为 PDF；安装后会自动补归档。',
    'as-root':
      '服务器上的 Chromium 不能启动，本件尚未归档。请打开文书，用浏览器打印或者另存为 PDF；恢复后会自动补归档。',
    'no-pages': '服务器没有归档用的页面，本件尚未归档。请打开文书，用浏览器打印或者另存为 PDF；恢复后会自动补归档。',
  },
  none: '本件没有归档的文书。',
};
