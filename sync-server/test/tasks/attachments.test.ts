/** Files of an application: taken whole or not at all, named by their hash, read by those who may read the task. */

import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applicationFor } from '../application.ts';
import { type Client, startServer, type TestServer } from '../harness.ts';

let server: TestServer;
let [clerk, head, inspector, supervisor, administrator] = [] as unknown as [Client, Client, Client, Client, Client];
beforeAll(async () => {
  server = await startServer();
  const people = ['lichunmei', 'mayongcheng', 'wangjianguo', 'zhangwei', 'liuzhiqiang'].map((name) => server.as(name));
  [clerk, head, inspector, supervisor, administrator] = (await Promise.all(people)) as [
    Client,
    Client,
    Client,
    Client,
    Client,
  ];
});
afterAll(() => server.stop());

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const send = (who: Client, bytes: Uint8Array) => who.post('/api/attachments', { bytes: toBase64Url(bytes) });
const pdf = bytesOf('%PDF-1.7 clue');
const hash = toHex(createHash('sha256').update(pdf).digest());
const named = { hash, size: pdf.length, type: 'application/pdf', kind: 'clue', name: '投诉材料.pdf' };
const apply = async (attachments: object[]) =>
  clerk.post('/api/tasks', { application: { ...(await applicationFor(clerk)), attachments } });

test('[APR-6] an application names only files that its agency sent, as they are', async () => {
  expect((await apply([named])).body.code).toBe('attachment-missing');
  expect((await send(head, pdf)).status).toBe(403);
  expect((await send(clerk, bytesOf('MZ program'))).body.code).toBe('unsupported-media-type');
  expect((await send(clerk, bytesOf(''))).body.code).toBe('bad-request');
  expect((await clerk.post('/api/attachments', { bytes: '***' })).body.code).toBe('bad-request');
  const large = new Uint8Array(10 * 1024 * 1024 + 1);
  large.set(pdf);
  expect((await send(clerk, large)).body.code).toBe('too-large');
  expect(await server.deps.blobs.has(toHex(createHash('sha256').update(large).digest()))).toBe(false);
  expect((await send(clerk, pdf)).body.file).toEqual({ hash, size: pdf.length, type: 'application/pdf' });
  expect((await send(clerk, pdf)).status).toBe(201);
  expect((await apply([{ ...named, size: 5 }])).body.code).toBe('attachment-missing');
  expect((await apply([{ ...named, type: 'image/png' }])).body.code).toBe('attachment-missing');
  expect((await apply([named, named])).body.code).toBe('bad-request');
});

test('[APR-6] a file is read by those who read the task, stays after a change, and is not given once its bytes changed', async () => {
  const { task } = (await apply([named])).body;
  expect(task.attachments).toEqual([named]);
  const read = (who: Client, of = hash) => who.get(`/api/attachments/${task.id}/${of}`);
  for (const who of [clerk, head, inspector, supervisor]) expect((await read(who)).body).toEqual(pdf);
  expect((await read(clerk)).headers.get('content-disposition')).toContain("filename*=UTF-8''");
  expect((await read(administrator)).status).toBe(403);
  expect((await read(head, 'a'.repeat(64))).status).toBe(404);
  const { enterprise: _, ...content } = await applicationFor(clerk);
  const edit = (more: object) =>
    clerk.post(`/api/tasks/${task.id}/edit`, { rev: task.rev, content: { ...content, ...more } });
  expect((await edit({ attachments: [{ ...named, hash: 'b'.repeat(64) }] })).body.code).toBe('attachment-missing');
  const edited = (await edit({})).body.task;
  expect(edited).not.toHaveProperty('attachments');
  expect(edited.edits[0].before.attachments).toEqual([named]);
  expect((await read(head)).status).toBe(200);
  writeFileSync(join(server.folder, 'photos', hash.slice(0, 2), hash), '%PDF-1.7 other');
  expect((await read(head)).body.code).toBe('hash-mismatch');
});
