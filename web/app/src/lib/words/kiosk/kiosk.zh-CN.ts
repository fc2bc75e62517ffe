/** Words of the machine in a service hall: read standing, by anybody, once. */

import type { Reason } from '@liangma/shared/task-code/verify';
import { camera } from '@liangma/web-common/words/camera.zh-CN';
import { siteWords } from '@liangma/web-common/words/site.zh-CN';
import { typedCode } from '@liangma/web-common/words/typed-code.zh-CN';
import { type Obstacle, type ReasonWords, verdict } from '@liangma/web-common/words/verdict/zh-CN';
import type { CameraTrouble } from '#lib/scan/camera-view.svelte.ts';

const staff = '请告诉大厅工作人员，也可以用自己的手机扫码核验。';

/** Words in which a shared machine differs from a person's own phone: nobody stands at a door here. */
const reasons: Record<Reason | Obstacle, ReasonWords> = {
  ...verdict.reasons,
  'not-yet-valid': {
    title: '此码还没生效',
    meaning: '防伪校验通过，但是还没到码上写的检查时间。',
    next: '来人提前检查的，您有权拒绝。到了时间，请再扫一次来人手机上的码。',
  },
  copied: {
    title: '疑似截图或转发',
    meaning: '动态码每半分钟换一次，扫到的这一张已经过了两分钟。',
    next: '请来人当面打开手机上的任务码，用您的手机再扫一次。',
  },
  'unknown-key': {
    title: '还不能判断真假',
    meaning: '这台机器还没有发码机关的防伪信息。码可能是新启用的，也可能是假的。',
    next: `${staff}核验清楚之前，您可以不让来人进入。`,
  },
  'stale-keys': {
    title: '核验数据太旧',
    meaning: '防伪校验通过，但是这台机器上发码机关的防伪信息太久没有更新。',
    next: staff,
  },
  'stale-status': {
    title: '撤回情况太旧',
    meaning: '防伪校验通过。但是这台机器太久没有联网，不知道这个码是不是已经撤回。',
    next: staff,
  },
  'unknown-matter': {
    title: '码真实，事项不明',
    meaning: '防伪校验通过，但是检查事项不在这台机器的公布清单里。',
    next: `${staff}也可以请来人出示公布的清单和法律依据。`,
  },
  'clock-suspect': {
    title: '机器时间可能不对',
    meaning: '这台机器的时间和码对不上，判断不了码有没有过期。',
    next: staff,
  },
  'no-trust': {
    title: '还没能核验',
    meaning: '这台机器的核验数据没有下载完，可能是网络不好。这个码的真假还不知道。',
    next: staff,
  },
  'bad-trust': {
    title: '核验数据不可信',
    meaning: '这台机器下载的核验数据没有通过防伪校验，可能被网络改动过。这个码的真假还不知道。',
    next: staff,
  },
  'no-crypto': {
    title: '这里不能核验',
    meaning: '这台机器打开的网址不安全，不是 https 开头的。',
    next: staff,
  },
};

const cameraTroubles: Record<Exclude<CameraTrouble, 'no-camera'>, string> = {
  'not-allowed': '这台机器没有允许使用摄像头。请用扫描口，或者输入核验号。',
  'in-use': '摄像头正被别的程序占用。请用扫描口，或者输入核验号。',
  'not-secure': '打开的网址不安全，摄像头用不了。请用扫描口，或者输入核验号。',
  failed: '摄像头打不开。请用扫描口，或者输入核验号。',
  lost: '摄像头断开了。请用扫描口，或者输入核验号。',
  'not-loaded': '扫码要用的内容没有下载完。请用扫描口，或者输入核验号。',
};

export const kiosk = {
  title: '自助核验',
  hello: ['您好，', '请选择要办的事'],
  lead: '不用登录，不留姓名。离开后，屏幕上的内容会自动清除。',
  help: '需要帮助，请找大厅工作人员。',
  tiles: {
    check: { name: '核验检查码', text: '把检查通知书上的二维码对准扫描口或者摄像头，也可以输入核验号' },
    results: { name: '查结果与评价', text: '检查做完了，怎么看结果、怎么评价' },
    speak: { name: '我要反映', text: '投诉、举报、求助，打哪个电话' },
  },
  back: '返回',
  staff: {
    call: '呼叫工作人员',
    title: '呼叫工作人员',
    text: '请到服务台，或者用自己的手机拨打：',
    whose: '这是本站主办单位公布的帮助电话。这台机器不能打电话。',
    close: '知道了',
  },
  tools: { title: '返回与显示', read: '朗读', stop: '停止朗读' },
  about: siteWords,
  comforts: { title: '显示', large: '大字', normal: '标准字', otherLanguage: 'English', otherLocale: 'en' },
  idle: {
    left: (seconds: number) => `${seconds} 秒`,
    leftLong: (seconds: number) => `${seconds} 秒没有操作就会清除屏幕`,
    title: '您还在吗？',
    text: (seconds: number) => `${seconds} 秒后清除屏幕上的内容，回到开始。`,
    stay: '我还在用',
    leave: '办完了，清屏',
  },
  check: {
    title: '核验检查码',
    gun: '把二维码对准扫描口',
    gunText: '检查通知书上、检查人员手机上的都可以。扫码不用网络。',
    opening: '正在打开摄像头…',
    aim: '也可以把二维码举到摄像头前，离 20 厘米左右，不要反光。',
    lens: {
      ...camera,
      facings: {
        back: (nth: number) => `后置摄像头${nth > 0 ? ` ${nth}` : ''}`,
        front: (nth: number) => `前置摄像头${nth > 0 ? ` ${nth}` : ''}`,
        other: (nth: number) => `摄像头${nth > 0 ? ` ${nth}` : ''}`,
      },
      choose: '使用哪个摄像头',
      torchOn: '开灯',
      torchOff: '关灯',
    },
    retry: '再试一次',
    cameraTroubles,
    number: '输入核验号',
    numberHint: '核验号是 10 位数字，印在二维码旁边。',
    typed: (digits: string) => (digits === '' ? '还没有输入' : `已输入 ${digits}`),
    digit: (digit: string) => digit,
    erase: '删除',
    clear: '清空',
    submit: '核验',
    searching: '正在查…',
    notACode: '扫到的不是检查任务码',
    notACodeText:
      '请扫检查通知书上或者检查人员手机上的二维码。收款码、名片、网址都不是。来人只有这样的码，您有权拒绝检查。',
  },
  troubles: typedCode.troubles,
  verdict: {
    ...verdict,
    reasons,
    checkedHere: '由这台机器核验，不留记录',
  },
  facts: { ...verdict, nth: (n: number) => `今年第 ${n} 次（各事项合计）` },
  result: {
    title: '核验结果',
    checking: '正在核验…',
    printed: '这是通知书上的码（固定码）或者核验号，只能证明检查已经批准。来人到场时，请再扫一次他们手机上的动态码。',
    rights: verdict.mayRefuse,
    rightsVisit: verdict.mayRefuseVisit,
    noHarm: verdict.noHarm,
    take: '转到手机上办',
    takeText: '用自己的手机扫这个码，可以确认、拒绝、举报，检查结束后评价。',
    /** The code does not hold. */
    takeRefused: '用自己的手机扫这个码，可以拒绝、举报。',
    /** Its time is over, the evaluation is open. */
    takeOver: '用自己的手机扫这个码，可以评价这次检查。现在才拿这个码来检查的，可以拒绝。',
    takeLabel: '这次检查的检查任务码',
    dense: '这个码较密，请把手机拿近一些。',
    call: '有疑问，请拨打 12345。',
    again: '再核验一次',
    done: '办完了，清屏',
  },
  results: {
    title: '查结果与评价',
    honest: '这台机器现在只能核验检查码，还不能查结果、写评价。请这样办：',
    evaluate: '评价',
    steps: [
      '用自己的手机扫这里的二维码，打开核验页面。',
      '在页面上扫检查通知书的二维码，或者输入核验号。',
      '检查结束后，按“评价这次检查”。不用登录，不留姓名，检查机关看不到是谁评的。',
    ],
    result: '查结果',
    resultText: '检查结果应当由检查机关告诉您。没有告诉您，或者您有不同意见，可以向检查机关提出，也可以拨打 12345。',
    qr: '核验页面的二维码',
    noPhone: '没有手机的，请大厅工作人员帮助拨打 12345 反映。',
    toCheck: '先核验检查码',
  },
  speak: {
    title: '我要反映',
    honest: '本机暂不能提交。请拨打下面的电话，照着检查通知书说明就可以。',
    lines: [
      { number: '12345', name: '政务服务便民热线', text: '意见、建议、投诉、求助。可以说明不公开姓名。' },
      { number: '12388', name: '纪检监察举报电话', text: '举报公职人员收礼、吃请、索要财物等违纪违法行为。' },
      { number: '12348', name: '公共法律服务热线', text: '不服处罚、查封等决定，问怎么复议、诉讼。' },
    ],
    justice: '乱检查、乱收费、乱罚款，也可以向当地司法局（行政执法监督机构）反映。',
    phone: '在自己的手机上',
    phoneText: '扫这个二维码，页面里有“举报”，帮您写好了怎么说。',
  },
};
