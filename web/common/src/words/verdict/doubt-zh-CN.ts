/** Words of a code that does not hold, or may not, and of one whose time is over. */
import type { Reason } from '@liangma/shared/task-code/verify';
import { spaced } from '../../dates.ts';
import type { Obstacle, ReasonWords } from './reason-words.ts';

const askForNew = '您有权拒绝这次检查。请来人出示新的检查任务码；没有新码，可以请他们离开。';
const scanAgain = '请对准二维码再扫一次。还是这样，您有权拒绝检查。';
const checkAgain = '请联网后再核验一次。';
const untilClear = '核验清楚之前，您可以不让来人进入。';

const reasons: Record<Exclude<Reason | Obstacle, 'no-trust'>, ReasonWords> = {
  malformed: {
    title: '不是检查任务码',
    meaning: '扫到的内容不完整，或者不是检查任务码。',
    next: scanAgain,
  },
  'unsupported-version': {
    title: '码的格式不对',
    meaning: '内容不符合检查任务码的格式。',
    next: scanAgain,
  },
  'bad-signature': {
    title: '此码是假的',
    meaning: '防伪校验没通过：这个码是伪造的，或者被改过。码上的内容不可信，不予显示。',
    next: '您有权拒绝检查，请他们离开，并拨打 12345 举报。',
  },
  'key-not-valid-then': {
    title: '此码签发无效',
    meaning: '签发这个码用的防伪信息，在这段时间或者对这个机关无效。',
    next: askForNew,
  },
  'grant-invalid': {
    title: '此码授权无效',
    meaning: '现场签发这个码的设备没有有效授权。',
    next: askForNew,
  },
  'grant-exceeded': {
    title: '此码超出授权',
    meaning: '现场签发这个码的设备超出了授权的范围。',
    next: askForNew,
  },
  'not-yet-valid': {
    title: '此码还没生效',
    meaning: '还没到码上写的检查时间。',
    next: '请来人到时间再来，您有权拒绝现在检查。',
  },
  expired: {
    title: '此码已过期',
    meaning: '检查时间已经过了，不能再作为入企依据。',
    next: askForNew,
  },
  withdrawn: {
    title: '此码已撤回',
    meaning: '发码机关撤回了这个码，不能再作为入企依据。',
    next: askForNew,
  },
  'wrong-enterprise': {
    title: '这个码不是开给您家的',
    meaning: '码上写的企业不是您这一家。',
    next: '您有权拒绝这次检查，请来人核对企业名称。',
  },
  copied: {
    title: '疑似截图或转发',
    meaning: '动态码每半分钟换一次，扫到的这一张已经过了两分钟。也可能是这部手机的时间不准，请打开“自动设置时间”。',
    next: '您可以拒绝，并要求出示手机上的动态码，您再扫一次。',
  },
  'unknown-key': {
    title: '还不能判断真假',
    meaning: '这部手机还没有发码机关的防伪信息。码可能是新启用的，也可能是假的。',
    next: checkAgain + untilClear,
  },
  'stale-keys': {
    title: '核验数据太旧',
    meaning: '防伪校验通过，但是发码机关的防伪信息太久没有更新。',
    next: checkAgain,
  },
  'stale-status': {
    title: '撤回情况太旧',
    meaning: '防伪校验通过。但是这部手机太久没有联网，不知道这个码是不是已经撤回。',
    next: `${checkAgain}也可以请人帮忙拨打 12345，念核验号核实。`,
  },
  'unknown-matter': {
    title: '码真实，事项不明',
    meaning: '防伪校验通过，但是检查事项不在这部手机上的公布清单里。',
    next: `${checkAgain}也可以请来人出示公布的清单和法律依据。`,
  },
  'clock-suspect': {
    title: '手机时间可能不对',
    meaning: '这部手机的时间比核验数据或者动态码还早，判断不了码有没有过期。',
    next: '请在手机设置里打开“自动设置时间”，再核验一次。',
  },
  'bad-trust': {
    title: '核验数据不可信',
    meaning: '核验数据的防伪校验没通过，可能被网络改动过。这个码的真假还不知道。',
    next: '请换一个网络（比如用手机流量）再核验一次。',
  },
  'no-crypto': {
    title: '这里不能核验',
    meaning: '打开的网址不安全，不是 https 开头的。',
    next: '请重新用微信“扫一扫”或者手机相机扫二维码打开。',
  },
};

export const doubt = {
  reasons,
  validFrom: (time: string) => `${time} 开始生效`,
  expiredAt: (time: string) => `有效期至${spaced(time)}`,
  past: '检查时间已过',
  /** Confirmed on this phone. */
  pastMeaning: '您确认过这次检查。',
  /** Not known on this phone, and the evaluation is open. */
  overMeaning: '检查已经做完的，可以评价。现在才拿这个码来检查的，您有权拒绝。',
  /** Confirmed on this phone, and the evaluation is closed. */
  closedMeaning: '评价的时间也过了。您仍然可以拨打 12345 反映。',
  done: '检查做完了，去评价',
  late: '现在才来检查，我要拒绝',
  also: (title: string, text: string) => `另外，${title}。${text}`,
  agency: '机关',
  window: '时间',
  refusalRecorded: '您拒绝后由司法行政部门核实，查的是检查机关，不是查您。',
  written: '码上写的是',
  pastWritten: '检查情况',
  writtenNote: '防伪校验通过，但是现在不能作为入企依据。',
};
