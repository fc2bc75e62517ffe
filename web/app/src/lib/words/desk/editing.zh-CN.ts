/** Words for changing an application, and for two versions of one. */
import type { Field } from '@liangma/shared/tasks/versions';

const fields: Record<Field, string> = {
  type: '类型',
  source: '来源',
  matters: '事项',
  officers: '执法人员',
  assistants: '协助检查人员人数',
  window: '检查时段',
  reference: '线索依据',
  whyOnSite: '入企检查的必要性',
  reasons: '单独检查理由',
};

export const editing = {
  fields,
  edit: '修改申请',
  title: '修改申请',
  save: '提交修改',
  saving: '正在提交…',
  drop: '放弃修改',
  unchanged: '还没有改动。',
  ready: '修改符合规则，可以提交。审批人会看到改前改后的内容。',
  edited: '修改已提交，等待审批。',
  editedBy: '修改',
  was: (field: string, value: string) => `${field}，原为：${value}`,
  none: '无',
  people: (n: number) => `${n} 人`,
  conflictTitle: '打开之后，这件申请在别处改过',
  conflictText: '刚才的修改没有提交，内容都在下面。请逐项选定用哪一个，再继续。',
  changedBy: (name: string, time: string) => `${name}，${time} 提交`,
  mine: '本页填的',
  theirs: '现在的版本',
  onlyMine: '只有本页改了',
  onlyTheirs: '只有别处改了',
  both: '两处都改了，请选定',
  toChoose: (n: number) => `还有 ${n} 项没有选定`,
  goOn: '按所选继续',
  merged: '已按所选合并，核对后请再提交。',
  decidedTitle: '这件申请已经有了决定，不能再改',
  decidedText: '刚才的修改没有提交。',
  seeTask: '查看任务',
};
