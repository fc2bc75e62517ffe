export const start = {
  askTitle: '企业还没有答复',
  askText: '对方确认之后再开始。请选一种办法：',
  scan: '扫确认回执码',
  assist: '对方没有手机，代录确认',
  agreed: '对方已当面同意，开始',
  started: (time: string) => `检查已开始 ${time}`,
  undo: '撤销',
};
