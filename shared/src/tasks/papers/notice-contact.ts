/** 联系人 and 联系电话 of 检查通知书: whom the enterprise may ask. */
import * as v from 'valibot';

export const noticeContactSchema = v.object({
  /** The clerk who applied. */
  name: v.string(),
  /** Telephone of the agency. */
  phone: v.pipe(v.string(), v.minLength(1)),
});
export type NoticeContact = v.InferOutput<typeof noticeContactSchema>;
