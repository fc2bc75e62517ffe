/** The invented people of a demo server; shown only when the server says that it is one. */
export const DEMO_PASSWORD = 'liangma-demo';

export const DEMO_PEOPLE = [
  { account: 'lichunmei', name: '李春梅', role: 'clerk' },
  { account: 'mayongcheng', name: '马永成', role: 'approver' },
  { account: 'wangjianguo', name: '王建国', role: 'inspector' },
  { account: 'zhuoma', name: '卓玛', role: 'inspector' },
  { account: 'wangxiulan', name: '王秀兰', role: 'agency-administrator' },
  { account: 'liuzhiqiang', name: '刘志强', role: 'county-administrator' },
  { account: 'sunlihua', name: '孙丽华', role: 'county-administrator' },
  { account: 'yangfan', name: '杨帆', role: 'requests-office' },
  { account: 'zhangwei', name: '张伟', role: 'supervisor' },
  { account: 'zhaomin', name: '赵敏', role: 'supervisor' },
] as const;
