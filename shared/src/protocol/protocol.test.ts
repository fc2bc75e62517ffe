import { createHash } from 'node:crypto';
import { toJsonSchema } from '@valibot/to-json-schema';
import { expect, test } from 'vitest';
import { chainEndSchema } from './chain-end.ts';
import { deviceReportSchema } from './device-report.ts';
import {
  checkpointSchema,
  eventDocumentSchema,
  pushAnswerSchema,
  pushBodySchema,
  syncStateSchema,
  taskDocumentSchema,
} from './documents.ts';
import { draftAnswerSchema, draftDocumentSchema } from './draft-document.ts';
import { eventSchema } from './event.ts';
import { grantDocumentSchema } from './grant-document.ts';
import { scopeSumsSchema } from './scope-sum.ts';
import { OLDEST_ACCEPTED_VERSION, PROTOCOL_VERSION, understoodUntil } from './version.ts';

/** The shape of everything that travels, by protocol version. */
const SHAPES: Record<number, string> = {
  1: '0f2726384677e1e8',
  2: 'b012fe49c85e5e70',
  3: '8bd7c2c94a618a68',
  4: 'cabe5f0e140fed96',
  5: 'ae39fa122017627d',
};

test('a message that changes its shape needs a new protocol version, so that old clients are thought of', () => {
  const messages = {
    chainEndSchema,
    checkpointSchema,
    deviceReportSchema,
    draftAnswerSchema,
    draftDocumentSchema,
    eventDocumentSchema,
    eventSchema,
    grantDocumentSchema,
    pushAnswerSchema,
    pushBodySchema,
    scopeSumsSchema,
    syncStateSchema,
    taskDocumentSchema,
  };
  const shapes = Object.entries(messages).map(([name, schema]) => [
    name,
    toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input' }),
  ]);
  const hash = createHash('sha256').update(JSON.stringify(shapes)).digest('hex').slice(0, 16);
  expect(hash, 'raise PROTOCOL_VERSION, keep the old shape readable, and write the new hash here').toBe(
    SHAPES[PROTOCOL_VERSION],
  );
});

test.each([
  [2, '2027-05-24'],
  [3, '2027-05-26'],
  [4, '2027-05-29'],
])('version %i is not given up before its day', (version, day) => {
  expect(new Date(understoodUntil(version)).toISOString().slice(0, 10)).toBe(day);
  if (Date.now() < understoodUntil(version)) expect(OLDEST_ACCEPTED_VERSION).toBeLessThanOrEqual(version);
});
