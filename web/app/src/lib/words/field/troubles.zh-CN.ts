/** Troubles of an exchange or of saving, and what to do about them. */
import type { StorageProblem } from '#lib/offline/database/storage-problem.ts';
import type { SyncProblemKind } from '#lib/offline/wire/sync-problem.ts';

export interface Trouble {
  readonly title: string;
  readonly text: string;
}

export const troubles: Record<SyncProblemKind, Trouble> = {
  offline: { title: '没有网络', text: '记录都在本机，有网络时自动上传。' },
  unreachable: { title: '连不上服务器', text: '网络可能太弱，或者服务器正在维护。会自动再试，记录不会丢。' },
  'not-our-server': {
    title: '网络没有通到服务器',
    text: '连到的不是亮码服务器，多半是酒店、车站一类需要先登录的无线网。请先登录该网络，或改用手机流量。',
  },
  'signed-out': { title: '登录已失效', text: '请重新登录后上传。本机的任务、草稿和待上传记录都还在。' },
  'other-account': { title: '登录的是另一个账号', text: '本机的记录不会用别的账号上传。' },
  forbidden: {
    title: '账号现在取不到任务',
    text: '可能已暂停执法，或者权限有变动，请联系管理员。本机的记录不会丢，仍可导出补传文件。',
  },
  'device-revoked': {
    title: '这台设备已停用',
    text: '不再收到任务。停用前做好的记录照常上传，也可以导出；要继续使用，请退出后重新登录。',
  },
  'too-many-devices': {
    title: '名下的设备太多',
    text: '在用的设备已到上限，这一台没有登记。请本机关负责人停用不再使用的设备，再回到这里重试。',
  },
  resync: { title: '服务器数据已更换', text: '先把本机记录上传完，再重新读取任务，会自动进行。' },
  'too-large': { title: '内容太大', text: '一次上传的内容超过上限，正在分开上传。' },
  malformed: { title: '系统无法识别这次上传', text: '请更新应用后再试；仍不行时导出补传文件，交管理员处理。' },
  'update-needed': { title: '应用版本太旧', text: '请更新应用后再上传。更新不影响本机记录。' },
  'server-older': {
    title: '服务器正在更换版本',
    text: '这台服务器还是旧版本。记录都在本机，服务器更新后自动上传，不会丢。',
  },
  busy: { title: '系统繁忙', text: '稍后自动再试，记录不会丢。' },
  unjudged: { title: '服务器处理出错', text: '记录留在本机，其他照常上传，稍后自动再试；一直这样，请告诉管理员。' },
  unreadable: { title: '应用无法识别服务器的数据', text: '多半是应用版本太旧，请更新应用。本机已有的数据照常可用。' },
  'bad-trust': {
    title: '核验数据的电子签名核对不上',
    text: '下载到的核验数据不是由本机认识的根密钥签发的：网络可能被改动，也可能服务器换了密钥。请换一个网络再试；仍这样，请联系管理员。',
  },
  storage: { title: '本机存储出错', text: '请关闭其他应用后重新打开；仍不行时先导出补传文件。' },
};

export const storage: Record<StorageProblem | 'too-large', Trouble> = {
  full: { title: '本机存储已满，没有保存', text: '内容还在屏幕上。请删除一些照片或应用，腾出空间后再按一次。' },
  failed: { title: '没有存进本机', text: '内容还在屏幕上。请再按一次；仍不行时抄录要点，关闭应用后重新打开。' },
  'too-large': { title: '内容太长，不能提交', text: '请缩短“发现的情况”和“当事人意见”，再提交一次。内容还在屏幕上。' },
};
