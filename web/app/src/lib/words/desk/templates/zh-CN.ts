export const templates = {
  title: '模板',
  none: '还没有模板。填好常用的事项、人员和时间后，可以存为模板，供本机关共同使用。',
  about: (matters: number, officers: number, minutes: number | null) =>
    `${matters} 项事项，${officers} 名执法人员${minutes === null ? '' : `，${minutes} 分钟`}`,
  use: '使用',
  useOf: (name: string) => `使用模板“${name}”`,
  used: (name: string) => `已按模板“${name}”填写，请核对。`,
  usedBut: (name: string, n: number) => `已按模板“${name}”填写；其中 ${n} 项事项或人员已不能选用，请补充。`,
  remove: '删除',
  removeOf: (name: string) => `删除模板“${name}”`,
  removed: (name: string) => `已删除模板“${name}”。`,
  name: '模板名称',
  save: '存为模板',
  saved: (name: string) => `已存为模板“${name}”。`,
  nameMissing: '请填写模板名称。',
  notReady: '协助检查人员数或检查时段不能存为模板，请先更正。',
  full: '模板已满 50 个，请先删除不用的模板。',
};
