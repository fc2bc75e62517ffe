export const apply = {
  drafts: {
    title: (n: number) => `未提交的草稿 ${n} 份`,
    noEnterprise: '未选企业',
    application: '新申请',
    edit: '修改申请',
    saved: (time: string) => `${time}保存`,
    remove: '删除',
    removeOf: (enterprise: string) => `删除草稿：${enterprise}`,
    removeTitle: (enterprise: string) => `删除草稿“${enterprise}”？`,
    removeText: '草稿只保存在本机浏览器，删除后不能恢复。',
    elsewhere: '另一个标签页正在填写这份草稿，本页填写的内容不会自动保存。',
    refused: '本浏览器不允许保存草稿，关闭页面后内容会丢失。',
    restoredEdit: '已恢复上次未提交的修改。',
    dropEdit: '放弃修改',
    dropEditText: '未提交的修改会删除，申请保持原样。',
  },
};
