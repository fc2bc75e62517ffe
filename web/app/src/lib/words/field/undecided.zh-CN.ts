/** Words for records that have arrived and wait for a supervisor's decision (SYNC-9). */
export const undecided = {
  state: '待核',
  list: '已送达，等监督机关决定',
  text: '这些记录产生时，设备已停用或执法人员已暂停执法。系统已收下并作为证据保存，是否采信由监督机关决定，结果会显示在这里。',
};
