/** [APP-1] Checks over all addresses, the headers of a page and the faces that the app puts no burden on people. */
import { readFileSync } from 'node:fs';
import { inspectionRecordSchema } from '@liangma/shared/records/record';
import { burdens } from '@liangma/shared/supervision/fairness';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aRecord } from '../../../shared/test/builders.ts';
import { DOCUMENT_HEADERS } from '../../src/http/pages.ts';
import { startServer, type TestServer } from '../harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ demo: false });
});
afterAll(() => server.stop());

test('[APP-1] no address clocks anybody in, counts points, follows or ranks', async () => {
  const { body } = await server.anonymous.get('/api/openapi.json');
  const paths = Object.keys(body.paths);
  expect(paths.length).toBeGreaterThan(50);
  expect(burdens(paths)).toEqual([]);
});

test('[APP-1] no page may ask where somebody is', () => {
  expect(DOCUMENT_HEADERS['permissions-policy']).toContain('geolocation=()');
});

test('[APP-1] a record needs no photo and no place', () => {
  const { photos: _, ...record } = aRecord();
  expect(v.is(inspectionRecordSchema, record)).toBe(true);
  expect(Object.keys(record).filter((name) => /place|lat|lon|track|location/i.test(name))).toEqual([]);
});

/** Files that every page of a face shows, or leads to. */
const ENTRIES = {
  desk: 'web/app/src/lib/shell/NavFoot.svelte',
  supervision: 'web/app/src/lib/shell/NavFoot.svelte',
  field: 'web/app/src/lib/field/sync-center/AccountPart.svelte',
  kiosk: 'web/app/src/lib/kiosk/About.svelte',
};
const text = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

test.each(Object.entries(ENTRIES))('[APP-1] %s has an entry for complaints', (_, path) => {
  expect(text(path)).toContain('<Feedback');
});

test('[APP-1] the page behind the QR says where to complain about it', () => {
  expect(text('web/enterprise/src/after/report/ReportPanel.svelte')).toContain('{report.page}');
});
