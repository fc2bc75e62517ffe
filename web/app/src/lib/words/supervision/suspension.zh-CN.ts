export const suspension = {
  title: '执法人员',
  lead: '本辖区各检查主体的执法人员。可以暂停其执法，核查结束后恢复。',
  empty: '本辖区还没有登记执法人员。',
  suspend: '暂停执法',
  suspendNamed: (name: string) => `暂停执法：${name}`,
  suspendTitle: (name: string, agency: string) => `暂停执法：${agency} ${name}`,
  suspendText:
    '暂停即时生效：此人不能再登录现场执法应用，不能列入新的检查申请。暂停之前做的记录仍会接收；之后做的只收下、不生效，由监督机关核查决定。',
  reason: '暂停理由',
  reasonMissing: '请写明暂停理由。',
  suspended: (name: string) => `已暂停${name}执法。`,
  reinstate: '恢复执法',
  reinstateNamed: (name: string) => `恢复执法：${name}`,
  reinstateTitle: (name: string, agency: string) => `恢复执法：${agency} ${name}`,
  reinstateText: '恢复即时生效。暂停期间做的记录仍在待核记录中，由监督机关逐件决定。',
  reinstated: (name: string) => `已恢复${name}执法。`,
};
