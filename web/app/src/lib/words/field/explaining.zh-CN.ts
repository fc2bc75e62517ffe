import type { Performed } from '@liangma/shared/tasks/transition';

export const explaining = {
  asked: '请说明情况',
  why: {
    'performed-after-withdrawal':
      '任务码撤回以后，这次检查仍然完成了。笔录已作为证据保留，监督机关需要知道原因，比如当时没有网络。',
    'performed-after-refusal':
      '企业拒绝以后，这次检查仍然完成了。笔录已作为证据保留，监督机关需要知道原因，比如不知道企业已经拒绝。',
  } satisfies Record<Performed['state'], string>,
  label: '情况说明',
  missing: '请写明情况再提交。',
  submit: '提交说明',
  more: '补充说明',
  explanation: '情况说明',
  thanks: '说明已存在本机，有网络时自动上传。监督机关能看到。',
};
