import { expect, test } from 'vitest';
import { documentMarkOf, sayDocumentNumber } from './document-number.ts';

test.each([
  ['天祝藏族自治县市场监督管理局', 'SCJG', '天祝市监检'],
  ['天祝藏族自治县住房和城乡建设局', 'ZJJ', '天祝建检'],
  ['天祝藏族自治县华藏寺镇人民政府', 'XZZF', '天祝华藏寺政检'],
  ['甘肃省市场监督管理局', 'SCJG', '甘市监检'],
  ['甘肃省武威市应急管理局', 'YJGL', '甘武威应急检'],
  ['武威市市场监督管理局', 'SCJG', '武威市监检'],
  ['武威市生态环境局天祝分局', 'STHJ', '武威天祝环检'],
  ['武威市凉州区教育局', 'JYJ', '武威凉州教检'],
  ['积石山保安族东乡族撒拉族自治县水务局', 'SWU', '积石山水检'],
  ['东乡族自治县民政局', 'MZJ', '东乡族民检'],
  ['国家税务总局天祝藏族自治县税务局', 'SWJ', '天祝税检'],
  ['住房和城乡建设局', 'ZJJ', '建检'],
])('%s (%s) has the mark %s where the registry names none', (name, line, mark) => {
  expect(documentMarkOf({ name, line })).toBe(mark);
  expect(documentMarkOf({ name, line, documentMark: '甘市监检' })).toBe('甘市监检');
});

test('[APR-5] a number says mark, year and serial without leading zeros; elsewhere than at the seat the prefecture too', () => {
  const number = { mark: '甘市监检', year: 2026, serial: 12, shard: '6206' };
  expect(sayDocumentNumber({ ...number, region: '620623' })).toBe('甘市监检〔2026〕12号');
  expect(sayDocumentNumber({ ...number, region: '620104' })).toBe('甘市监检〔2026〕6206-12号');
  expect(sayDocumentNumber({ ...number, region: '62' })).toBe('甘市监检〔2026〕6206-12号');
});
