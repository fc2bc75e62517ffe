import type { papers as zh } from './zh-CN.ts';

export const papers: typeof zh = {
  title: 'Archived PDF',
  facts: (pages, size, decided) => `${pages} ${pages === 1 ? 'page' : 'pages'} · ${size} · decision of ${decided}`,
  waiting: 'Being archived, usually within a minute.',
  again: 'Refresh',
  cannot: {
    'no-browser':
      'The server has no Chromium, so nothing is archived yet. Open the document and print it or save it as PDF in the browser. It is archived once Chromium is installed.',
    'as-root':
      'Chromium cannot start on the server, so nothing is archived yet. Open the document and print it or save it as PDF in the browser. It is archived once that is mended.',
    'no-pages':
      'The server lacks the page for the archive, so nothing is archived yet. Open the document and print it or save it as PDF in the browser. It is archived once that is mended.',
  },
  none: 'No document of this inspection is archived.',
};
