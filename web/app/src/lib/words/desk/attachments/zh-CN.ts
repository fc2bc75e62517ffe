import type { ATTACHMENT_KINDS, FileTrouble } from '@liangma/shared/tasks/attachments';

const kinds: Record<(typeof ATTACHMENT_KINDS)[number], string> = {
  clue: '线索材料',
  letter: '函件',
  approval: '审批文书',
  other: '其他',
};
const troubles: Record<FileTrouble, (name: string) => string> = {
  empty: (name) => `“${name}”是空文件，没有添加。`,
  'too-large': (name) => `“${name}”超过 10 MB，没有添加。请压缩或拆分。`,
  'wrong-type': (name) => `“${name}”不是 PDF、JPEG 或 PNG 文件，没有添加。`,
  twice: (name) => `“${name}”已经添加过了。`,
  'too-many': (name) => `附件已满 10 个，“${name}”没有添加。`,
  'all-too-large': (name) => `附件合计超过 40 MB，“${name}”没有添加。`,
};

export const attachments = {
  title: '附件',
  choose: '选择文件',
  note: (size: string, most: number) => `PDF、JPEG 或 PNG，每个不超过 ${size}，最多 ${most} 个`,
  kinds,
  kindOf: (name: string) => `“${name}”的种类`,
  remove: (name: string) => `移除“${name}”`,
  sending: (name: string) => `正在上传“${name}”…`,
  troubles,
};
