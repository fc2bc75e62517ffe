/** Words of scanning on duty. People on duty are never addressed by a pronoun. */
import type { Reason } from '@liangma/shared/task-code/verify';
import { camera } from '@liangma/web-common/words/camera.zh-CN';
import { typedCode } from '@liangma/web-common/words/typed-code.zh-CN';
import { verdict } from '@liangma/web-common/words/verdict/zh-CN';
import { withNext } from '#lib/field/scan/with-next.ts';
import type { CameraTrouble } from '#lib/scan/camera-view.svelte.ts';

const notABasis = '此码不能作为入企依据，请与发码机关核实。';
const whenOnline = '有网络时同步后再扫；等不及的，打电话向发码机关核实。';

/** Next steps of an officer; the words about what happened are the same for everybody. */
const next: Record<Reason, string> = {
  malformed: '请对准二维码再扫一次。',
  'unsupported-version': '请更新应用后再扫；仍这样，请与发码机关核实。',
  'bad-signature': '请保留原件，并向行政执法监督机构报告。',
  'key-not-valid-then': notABasis,
  'grant-invalid': notABasis,
  'grant-exceeded': notABasis,
  'not-yet-valid': '到码上的时间才有效。本机时间不准时请先校准。',
  expired: '需要检查的，请重新申请。本机时间不准时请先校准。',
  withdrawn: '不能凭此码入企检查，请与发码机关联系。',
  'wrong-enterprise': '请核对企业名称。',
  copied: '请出示人在手机上重新打开任务码，再扫一次。',
  'unknown-key': whenOnline,
  'stale-keys': whenOnline,
  'stale-status': whenOnline,
  'unknown-matter': whenOnline,
  'clock-suspect': '请在手机设置里打开“自动设置时间”，再扫一次。',
};

/** Reasons about a code, never about this device: without its files the page says so before it scans. */
const reasons = withNext(verdict.reasons, next);

const cameraTroubles: Record<CameraTrouble, string> = {
  'no-camera': '本机没有可以用的相机。可以选一张照片，或者输入核验号。',
  'not-allowed': '没有得到使用相机的许可。请在浏览器设置里允许，或者选一张照片、输入核验号。',
  'in-use': '相机正被别的应用占用。请关掉别的应用再试。',
  'not-secure': '打开的网址不安全，浏览器不让用相机。可以输入核验号。',
  failed: '相机打不开。可以选一张照片，或者输入核验号。',
  lost: '相机断开了。请重新打开，也可以选一张照片，或者输入核验号。',
  'not-loaded': '扫码要用的内容没有下载完。请连上网络后再打开一次。',
};

export const scan = {
  title: '扫码',
  typedCode,
  cameraTroubles,
  verdict: {
    ...verdict,
    reasons,
    checkedHere: '由本机核验，不用网络',
  },
  facts: { ...verdict, nth: (n: number) => `今年第 ${n} 次`, inspected: '企业', officers: '人员', matters: '事项' },
  checking: '正在核验…',
  presence: { live: '对方正在手机上出示', printed: '来自通知书、链接或者核验号，不是正在出示的码' },
  noTrust: '本机还没有核验数据',
  noTrustText: '请连上网络，等右上角显示“已同步”后再扫。',
  open: '打开相机',
  starting: '正在打开相机…',
  aim: '把二维码放进画面，离 20 厘米左右，不要反光。',
  lens: { ...camera, torchOn: '开灯', torchOff: '关灯' },
  picture: '选一张照片',
  readingPicture: '正在读照片…',
  noneFound: '照片里没有找到二维码。请拍清楚、拍完整，再选一次。',
  notOurs: '扫到的不是检查任务码。付款码、名片码、网址都不行。',
  typing: '扫不了？输入核验号',
  again: '再扫一个',
  openTask: '打开这项任务',
};
