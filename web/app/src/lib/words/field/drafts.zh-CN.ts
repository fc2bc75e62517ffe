/** Words for a record that two officers fill in together. */
import type { DraftRefusal } from '@liangma/shared/protocol/draft-document';

const refused: Record<DraftRefusal, string> = {
  malformed: '系统无法识别这份草稿。内容还在本机，可以照常提交笔录；请报告管理员。',
  'too-large': '草稿太长，没有共享。内容还在本机，可以照常提交笔录。',
  'unknown-task': '任务传到服务器之后，草稿自动共享。',
  'not-assigned': '任务已改派，草稿没有共享。内容还在本机。',
};

export const drafts = {
  refused,
  shared: '同行人员可见',
  unshared: '待共享',
  here: (name: string) => `${name}（本机）`,
  otherDevice: (name: string) => `${name}（另一台设备）`,
  filledBy: (who: string, time: string) => `${who} ${time} 填`,
  openTitle: '两人填写不一致，请选择',
  take: '采用',
  takeThis: (value: string, who: string) => `采用：${who}填的“${value}”`,
  keepBoth: '两段都保留',
  emptied: '（清空了）',
  toChoose: (n: number) => `${n} 处待选择`,
  openGap: (n: number) => `第 ${n} 项两人填写不一致，请选择`,
  changedTitle: '核对期间，同行人员改了笔录',
  changedText: '下面已是改过的内容，请再核对一遍。',
  changedSeen: '已重新核对',
  endedTitle: '这份草稿已经结束',
  endedText: '笔录已在另一台设备提交，或者任务已改派。',
  lateTitle: '以下内容没有写进笔录',
  lateText: '笔录已在另一台设备提交，不能再改。确需补充的，请告诉审批人。',
  lateMoved: '任务已不由本机人员办理，这些内容没有共享。确有需要的，请转告现在的检查人员。',
  lateSame: '本机填的内容与提交的笔录一致，没有遗漏。',
  inRecord: (value: string) => `笔录：${value}`,
  notInRecord: '笔录里没有',
  seen: '知道了，清除',
  copy: '复制',
  copied: '已复制',
  /** Name of an item whose question is not on this device. */
  unknownItem: '本机没有的项目',
  list: '笔录草稿',
  listText: '正在填写的草稿存在本机，有网络时自动共享给同行人员；不影响提交笔录。',
  late: '未并入笔录',
};
