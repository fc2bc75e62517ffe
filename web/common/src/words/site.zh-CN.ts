/** Words about this site itself: who runs it, what it keeps, who can use it. */

/** A telephone number does not break after its hyphen. */
export const unbroken = (phone: string): string => phone.replace(/-/g, '\u2060-\u2060');

export const siteWords = {
  title: '关于本站',
  link: '隐私与无障碍说明',
  runBy: (name: string) => `主办：${name}`,
  address: (host: string) => `网址应当是 ${host}`,
  addressHint: '打开后请看一眼浏览器里的网址。网址不一样的，不要相信页面上的结果。',
  help: (phone: string) => `本站帮助电话 ${unbroken(phone)}`,
  supervision: (phone: string) => `行政执法监督电话 ${unbroken(phone)}`,
  /** They come from the site's settings; no signature covers them. */
  phonesBy: '以上电话由本站主办单位公布，不是检查任务码里写的，也不在防伪内容里。',
  parts: [
    {
      name: '隐私说明',
      items: [
        '核验检查任务码不用登录，不留姓名、手机号和位置。扫码的画面只在本机识别，不上传。',
        '确认、拒绝和评价会发给司法行政部门，用的是这部手机自己生成的编号，看不出您是谁。',
        '检查机关能看到您的确认和拒绝，看不到是谁评的、写了什么。',
        '在手机上办过的记录只保存在这部手机上，清除浏览器数据就会删掉。公用机器不保存任何内容。',
      ],
    },
    {
      name: '无障碍说明',
      items: [
        '页面可以放大字、朗读，可以只用键盘操作，按屏幕阅读软件的要求标注。',
        '不能扫码的，可以输入核验号；没有手机的，可以请人帮忙拨打 12345，也可以请检查人员登记您的答复。',
        '用着不方便的地方，请告诉我们，也可以拨打 12345 反映。',
      ],
    },
  ],
};
