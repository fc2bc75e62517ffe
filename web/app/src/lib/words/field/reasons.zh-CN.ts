/** Why a code does not hold, or cannot be told, and what its officer does about it. */
import type { Reason } from '@liangma/shared/task-code/verify';
import type { Trouble } from './troubles.zh-CN.ts';

export const reasons: Record<Reason, Trouble> = {
  malformed: { title: '码的内容不完整', text: '请联网同步后重新打开；仍这样，请审批人重新签发。' },
  'unsupported-version': { title: '码的版本不认识', text: '请更新应用后再出示。' },
  'bad-signature': { title: '码的电子签名核对不上', text: '此码不能出示。请联网同步，仍这样请报告管理员。' },
  'unknown-key': { title: '签发密钥不在本机的公钥清单里', text: '请联网同步后再核验。企业可能也暂时判断不了真假。' },
  'key-not-valid-then': { title: '签发密钥当时无效', text: '此码不能作为入企依据，请审批人重新签发。' },
  'grant-invalid': { title: '现场签发的授权无效', text: '此码不能作为入企依据，请联系审批人。' },
  'grant-exceeded': { title: '超出现场签发的授权', text: '此码不能作为入企依据，请联系审批人。' },
  'not-yet-valid': {
    title: '还没到检查时间',
    text: '企业有权拒绝现在检查。请等到码上的时间；手机时间不准时请先校准。',
  },
  expired: { title: '码已过期', text: '不能再入企检查，企业有权拒绝。请申请新码；手机时间不准时请先校准。' },
  withdrawn: { title: '码已撤回', text: '任务已经撤回，不能入企检查。请与审批人联系。' },
  'wrong-enterprise': { title: '企业不符', text: '码上的企业不是这一家，请核对。' },
  copied: { title: '不是动态码', text: '请在任务里重新打开出示。' },
  'stale-keys': { title: '核验数据太旧', text: '企业手机上也可能提示“不能确定”。有网络时会自动更新。' },
  'stale-status': {
    title: '撤回清单太旧',
    text: '本机不知道此码最近有没有撤回。有网络时会自动更新，也可以打电话核实。',
  },
  'unknown-matter': { title: '事项不在本机清单', text: '码是真实的。有网络时会自动更新清单。' },
  'clock-suspect': { title: '手机时间可能不准', text: '手机时间比服务器签过的时间还早。请打开“自动设置时间”。' },
};
