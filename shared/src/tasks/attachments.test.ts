import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
  attachmentsSchema,
  MAX_ATTACHMENT_BYTES,
  MAX_ATTACHMENTS,
  type StoredFile,
  troubleOf,
  typeOfFile,
} from './attachments.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const file = (n: number, changes: object = {}) => ({
  hash: String(n).padStart(64, 'a'),
  size: 1000,
  type: 'application/pdf',
  kind: 'clue',
  name: '现场照片.pdf',
  ...changes,
});
const isRead = (...files: object[]) => v.safeParse(attachmentsSchema, files).success;

test.each([
  ['%PDF-1.7', 'application/pdf'],
  ['\u00ff\u00d8\u00ff\u00e0', 'image/jpeg'],
  ['\u0089PNG\r\n\u001a\n', 'image/png'],
  ['<html>%PDF-', undefined],
  ['GIF89a', undefined],
  ['%PD', undefined],
  ['', undefined],
])('the bytes %j are those of %s', (text, type) => {
  expect(typeOfFile(bytes(text))).toBe(type);
});

test('[APR-6] files of an application have a size, a number, one hash each and a name without a path', () => {
  expect(isRead(file(1), file(2))).toBe(true);
  expect(isRead(file(1), file(1))).toBe(false);
  expect(isRead(...Array.from({ length: MAX_ATTACHMENTS }, (_, n) => file(n)))).toBe(true);
  expect(isRead(...Array.from({ length: MAX_ATTACHMENTS + 1 }, (_, n) => file(n)))).toBe(false);
  const large = { size: MAX_ATTACHMENT_BYTES };
  expect([isRead(file(1, large)), isRead(file(1, { size: MAX_ATTACHMENT_BYTES + 1 }))]).toEqual([true, false]);
  expect(isRead(...[1, 2, 3, 4].map((n) => file(n, large)))).toBe(true);
  expect(isRead(...[1, 2, 3, 4].map((n) => file(n, large)), file(5))).toBe(false);
  expect(['../a.pdf', 'a\\b.pdf', ' ', 'a\u0000.pdf'].map((name) => isRead(file(1, { name })))).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test('[APR-6] the desk says why a file is not taken before it sends it', () => {
  const head = bytes('%PDF-1.4');
  const others = (count: number) => Array.from({ length: count }, (_, n) => file(n)) as unknown as StoredFile[];
  expect(troubleOf({ size: 0, head }, [])).toBe('empty');
  expect(troubleOf({ size: MAX_ATTACHMENT_BYTES + 1, head }, [])).toBe('too-large');
  expect(troubleOf({ size: 9, head: bytes('MZ') }, [])).toBe('wrong-type');
  expect(troubleOf({ size: 9, head }, others(MAX_ATTACHMENTS))).toBe('too-many');
  expect(troubleOf({ size: 9, head }, others(MAX_ATTACHMENTS - 1))).toBeUndefined();
});
