/**
 * Lines of work (执法领域) by their code, with the words that officials use. An agency uses the matters of its own line
 * (MAT-1). A code that is not in the table is a line of its own without words.
 */
import * as v from 'valibot';

export const lineSchema = v.pipe(v.string(), v.regex(/^[A-Z]{2,8}$/));

export const LINES: Readonly<Record<string, string>> = {
  SCJG: '市场监管',
  YJGL: '应急管理',
  GXJ: '工业和信息化',
  STHJ: '生态环境',
  XFJY: '消防救援',
  WSJK: '卫生健康',
  NYNC: '农业农村',
  ZJJ: '住房和城乡建设',
  JTYS: '交通运输',
  WHLY: '文化和旅游',
  LYCY: '林业和草原',
  GAJ: '公安',
  FGJ: '发展和改革',
  SWU: '水务',
  RSJ: '人力资源和社会保障',
  JYJ: '教育',
  ZRZY: '自然资源',
  MZJ: '民政',
  YBJ: '医疗保障',
  ZHZF: '城市管理综合执法',
  YCZM: '烟草专卖',
  SFJ: '司法行政',
  SFT: '司法行政（省级）',
  SHW: '商务',
  CZJ: '财政',
  TJJ: '统计',
  MZZJ: '民族宗教',
  QXJ: '气象',
  SWJ: '税务',
  LSJ: '粮食和物资储备',
  SJJ: '数据管理',
  XZZF: '乡镇综合执法',
};
