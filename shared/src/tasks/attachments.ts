/**
 * 附件 of an application: picture of a clue, letter, document of an approval. The task names each by the hash of its bytes, so that
 * a file cannot be replaced unnoticed after somebody decided over it.
 */
import * as v from 'valibot';
import { photoHashSchema } from '../photos/photo.ts';

export const MAX_ATTACHMENT_BYTES = 10 * 1024 * 1024;
export const MAX_ATTACHMENTS = 10;
/** Limit of all files of an application. */
export const MAX_ATTACHMENTS_BYTES = 40 * 1024 * 1024;

/** 线索材料, 函件, 审批文书, 其他. */
export const ATTACHMENT_KINDS = ['clue', 'letter', 'approval', 'other'] as const;
export const ATTACHMENT_TYPES = ['application/pdf', 'image/jpeg', 'image/png'] as const;
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];

const BEGINNINGS: Readonly<Record<AttachmentType, string>> = {
  /** ISO 32000-1, 7.5.2. */
  'application/pdf': '%PDF-',
  /** ISO 10918-1, B.1.1.3. */
  'image/jpeg': '\u00ff\u00d8\u00ff',
  /** ISO 15948, 5.2. */
  'image/png': '\u0089PNG\r\n\u001a\n',
};

/** Returns the type that the first bytes show, whatever the name of the file says. */
export const typeOfFile = (head: Uint8Array): AttachmentType | undefined =>
  ATTACHMENT_TYPES.find((type) => [...BEGINNINGS[type]].every((c, i) => head[i] === c.charCodeAt(0)));

/** A file that the server holds. */
export const storedFileSchema = v.object({
  /** SHA-256 of the bytes, as hex. */
  hash: photoHashSchema,
  size: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_ATTACHMENT_BYTES)),
  type: v.picklist(ATTACHMENT_TYPES),
});
export type StoredFile = v.InferOutput<typeof storedFileSchema>;

export const attachmentSchema = v.object({
  ...storedFileSchema.entries,
  kind: v.picklist(ATTACHMENT_KINDS),
  /** Name that people see, never a path. */
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100), v.regex(/^[^\p{Cc}/\\]+$/u)),
});
export type Attachment = v.InferOutput<typeof attachmentSchema>;

export const attachmentsSchema = v.pipe(
  v.array(attachmentSchema),
  v.minLength(1),
  v.maxLength(MAX_ATTACHMENTS),
  v.check((files) => new Set(files.map(({ hash }) => hash)).size === files.length, 'files-twice'),
  v.check((files) => sizeOf(files) <= MAX_ATTACHMENTS_BYTES, 'files-too-large'),
);

export const sizeOf = (files: readonly Pick<StoredFile, 'size'>[]): number =>
  files.reduce((sum, { size }) => sum + size, 0);

/** Why a chosen file is not taken. */
export type FileTrouble = 'empty' | 'too-large' | 'wrong-type' | 'twice' | 'too-many' | 'all-too-large';

/** Returns why a file cannot be added to those that there are; the desk asks before it sends. */
export function troubleOf(file: { readonly size: number; readonly head: Uint8Array }, others: readonly StoredFile[]) {
  const trouble = (code: FileTrouble): FileTrouble => code;
  if (file.size === 0) return trouble('empty');
  if (file.size > MAX_ATTACHMENT_BYTES) return trouble('too-large');
  if (typeOfFile(file.head) === undefined) return trouble('wrong-type');
  if (others.length >= MAX_ATTACHMENTS) return trouble('too-many');
  return sizeOf(others) + file.size > MAX_ATTACHMENTS_BYTES ? trouble('all-too-large') : undefined;
}
