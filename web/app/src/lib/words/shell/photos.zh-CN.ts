/** Words for photos of an inspection, on the officer's phone, at the desk and in supervision. */
import type { HeldReason } from '@liangma/shared/photos/photo-upload';
import type { PhotoTrouble } from '#lib/photos/photo-trouble.ts';

const troubles: Record<PhotoTrouble, { title: string; text: string }> = {
  full: { title: '本机存储已满，这张照片没有存下', text: '已存的照片和填写的内容都在。请腾出空间后再拍。' },
  failed: { title: '这张照片没有存下', text: '已存的照片和填写的内容都在。请再拍一次。' },
  'not-a-picture': { title: '打不开这个文件', text: '请选择手机能显示的照片。其余的已经存下。' },
  'too-many': { title: '照片已到上限', text: '一份笔录最多 30 张，共 40 MB。请先删除不需要的。' },
};

const held: Record<HeldReason, string> = {
  'record-refused': '笔录被退回，照片留在本机',
  damaged: '本机文件损坏，没有上传',
};

export const photos = {
  troubles,
  held,
  title: '现场照片',
  optional: '可不拍',
  optionalItem: '照片可不拍；只用于这一条',
  cleaned: '存入时缩小，并去除照片里的位置等信息。',
  take: '拍照',
  choose: '从相册选',
  saving: (n: number) => `正在存 ${n} 张…`,
  delete: '删除',
  deleteThis: (alt: string) => `删除${alt}`,
  deleteTitle: '删除这张照片？',
  deleteText: '笔录还没有提交，照片只在本机。删除后找不回来。',
  states: {
    draft: '已存在本机',
    waiting: '待上传',
    uploading: (percent: number) => `已传 ${percent}%`,
    received: '已送达，回执待核对',
    purged: '已收妥',
  },
  forgotten: '没有写进笔录，不会上传',
  elsewhere: (n: number) => `另有 ${n} 张在其他设备上。`,
  count: (n: number) => `照片 ${n} 张`,
  alt: (n: number, time: string, about: string) => `照片 ${n}，${time} 拍摄${about ? `，${about}` : ''}`,
  takenAt: (time: string) => `${time} 拍摄`,
  view: (alt: string) => `查看${alt}`,
  close: '关闭',
  previous: '上一张',
  next: '下一张',
  place: (n: number, all: number) => `第 ${n} 张，共 ${all} 张`,
  onlySmall: '原图已上传，本机只留缩略图。',
  missing: (n: number) => `照片尚未传到（设备上还有 ${n} 张）。设备有网络后自动上传。`,
};
