import { describeRoute, resolver } from 'hono-openapi';
import type { GenericSchema } from 'valibot';
import { PROBLEM_STATUS, type ProblemCode, problemSchema } from './problem.ts';

const shape = (schema: GenericSchema) => resolver(schema, { errorMode: 'ignore' });

/** Describes a route in the OpenAPI document: purpose, answer, problems. */
export function describe(
  summary: string,
  reply: GenericSchema | 'bytes' | 'events' | 'empty',
  problems: readonly ProblemCode[] = [],
) {
  const statuses = [...new Set(problems.map((code) => PROBLEM_STATUS[code]))];
  const problem = { content: { 'application/problem+json': { schema: shape(problemSchema) } } };
  const failures = statuses.map((status) => [
    String(status),
    { ...problem, description: problems.filter((code) => PROBLEM_STATUS[code] === status).join(', ') },
  ]);
  return describeRoute({ summary, responses: { ...good(reply), ...Object.fromEntries(failures) } });
}

function good(reply: GenericSchema | 'bytes' | 'events' | 'empty') {
  if (reply === 'empty') return { 204: { description: 'Done' } };
  if (reply === 'bytes') return { 200: { description: 'A signed file', content: { 'application/cbor': {} } } };
  if (reply === 'events') return { 200: { description: 'Server-sent events', content: { 'text/event-stream': {} } } };
  return { 200: { description: 'Done', content: { 'application/json': { schema: shape(reply) } } } };
}
