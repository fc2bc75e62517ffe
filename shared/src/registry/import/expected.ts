/** Forms that cells are expected to have, and why a file could not be read, in both languages. */

/** Form in Chinese, as problems carry it, and in English. */
export const EXPECTED = {
  '': '',
  '区划代码-领域代码，如 620623-SCJG': 'region code, hyphen, code of the line of work, as in 620623-SCJG',
  '2、4、6、9 或 12 位行政区划代码': 'a region code of 2, 4, 6, 9 or 12 digits',
  '8 至 14 位数字': '8 to 14 digits',
  '字母 O 加 4 至 14 位数字': 'the letter O and 4 to 14 digits',
  '3 至 40 位小写字母、数字、点或连字符': '3 to 40 lower-case letters, digits, dots or hyphens',
  '电话号码，如 0935-3120000': 'a telephone number, as in 0935-3120000',
  '2 至 12 个汉字': '2 to 12 Chinese characters',
  '字母 M 加 3 至 6 位数字': 'the letter M and 3 to 6 digits',
  '编号:名称|区划代码|地址，多处用分号隔开': 'id:name|region code|address, several apart by semicolons',
  '等级名称:等级|起始日期|依据，多项用分号隔开': 'scale:mark|first day|document, several apart by semicolons',
  '年度:次数（无处罚写 0 或无）|依据，多年用分号隔开':
    'year:number (0 or 无 for none)|document, several years apart by semicolons',
  '姓名|电话，多人用分号隔开': 'name|telephone, several people apart by semicolons',
  '等级:次数，多项用分号隔开，如 A:1;B:2': 'grade:number, several apart by semicolons, as in A:1;B:2',
  '频次结构的 JSON': 'the frequency as JSON',
  '文字#分值#不适用，分值和“不适用”可以省略，多项用 | 隔开':
    'text#points#N/A mark as in the template; points and mark may be left out; several items apart by |',
} as const;
export type Expected = keyof typeof EXPECTED;

/** The same for entries that fit no schema, or may not be changed by a file. */
export const REFUSED: Readonly<Record<string, string>> = {
  '已有账号调动单位，请在“人员”页办理': 'a person who moves: on the page of people',
};

export const UNREADABLE = {
  'not-text': [
    '不是可识别编码的文本，请另存为 XLSX 或者 UTF-8 的 CSV',
    'no text in a known encoding; save it as XLSX, or as CSV in UTF-8',
  ],
  'not-a-table': ['不是表格文件', 'it is no table'],
  'old-or-locked': [
    '旧版 .xls 或者加密的表格，请取消密码，另存为 .xlsx 或者 CSV',
    'an old .xls or a sheet with a password; save it as .xlsx or CSV, without a password',
  ],
  'web-page': ['网页格式的表格，请在表格软件中另存为 .xlsx', 'a table in the format of a web page; save it as .xlsx'],
  'json-list': ['JSON 应当每行一个对象', 'JSON has one object a line'],
  'not-a-sheet': ['不是有效的 XLSX 文件', 'it is no valid XLSX file'],
  'too-large': [
    '表格太大，请删去多余的行、列和工作表，或者另存为 CSV',
    'the sheet is too large; delete rows, columns and sheets that are not needed, or save it as CSV',
  ],
} as const satisfies Record<string, readonly [zh: string, en: string]>;
export type UnreadableReason = keyof typeof UNREADABLE;
