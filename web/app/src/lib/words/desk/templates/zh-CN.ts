export const templates = {
  title: (count: number) => (count === 0 ? '模板' : `模板（${count} 个）`),
  none: '还没有模板。填好常用的事项、人员和时间后，可以存为模板，供本机关共同使用。',
  about: (matters: number, officers: number, minutes: number | null) =>
    `${matters} 项事项，${officers} 名执法人员${minutes === null ? '' : `，${minutes} 分钟`}`,
  use: '使用',
  useOf: (name: string) => `使用模板“${name}”`,
  used: (name: string) => `已按模板“${name}”填写，请核对。`,
  gone: ({ matters, officers }: { readonly matters: readonly string[]; readonly officers: readonly string[] }) => {
    const lost = [
      ...matters.map((matter) => `事项“${matter}”已不在可用清单内`),
      ...officers.map((officer) => `${officer}已不在本机关执法`),
    ];
    return lost.length === 0 ? '' : `${lost.join('；')}。以上内容不再带入。`;
  },
  rename: '改名',
  renameOf: (name: string) => `给模板“${name}”改名`,
  renamed: (before: string, after: string) => `模板“${before}”已改名为“${after}”。`,
  newName: (name: string) => `“${name}”的新名称`,
  remove: '删除',
  removeOf: (name: string) => `删除模板“${name}”`,
  removeTitle: (name: string) => `删除模板“${name}”？`,
  removeText: '本机关所有人都将不能再使用它。已提交的申请不受影响。',
  removed: (name: string) => `已删除模板“${name}”。`,
  name: '模板名称',
  save: '存为模板',
  saveNote: '模板记下事项、人员、时段和能否书面检查的答复，不记企业、日期和线索。同名的模板会被替换。',
  saved: (name: string) => `已存为模板“${name}”。`,
  nameMissing: '请填写模板名称。',
  empty: '请先选好检查事项或执法人员，再存为模板。',
  notReady: '协助检查人员数或检查时段不能存为模板，请先更正。',
  full: '模板已满 50 个，请先删除不用的模板。',
};
