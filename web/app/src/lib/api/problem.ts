/** A problem that the server, or the network on the way to it, answers instead of the asked reply. */
import type { Finding } from '@liangma/shared/compliance/finding';
import { type Task, taskSchema } from '@liangma/shared/tasks/task';
import * as v from 'valibot';

export const PROBLEM_CODES = [
  'bad-request',
  'not-signed-in',
  'wrong-credentials',
  'too-many-attempts',
  'forbidden',
  'device-revoked',
  'password-change-due',
  'account-taken',
  'name-taken',
  'wrong-password',
  'password-weak',
  'post-refused',
  'delegation-refused',
  'not-set-up',
  'not-found',
  'code-not-found',
  'conflict',
  'wrong-state',
  'resync',
  'same-person',
  'partner-missing',
  'calendar-missing',
  'no-agency',
  'findings',
  'enterprise-ceased',
  'reason-too-short',
  'out-of-bounds',
  'in-the-past',
  'looser-than-superior',
  'year-settled',
  'in-future',
  'nothing-new',
  'hash-mismatch',
  'not-a-photo',
  'attachment-missing',
  'too-many-devices',
  'file-unreadable',
  'file-newer',
  'file-changed',
  'device-unknown',
  'too-large',
  'unsupported-media-type',
  'protocol-too-old',
  'protocol-too-new',
  'too-many-requests',
  'server-busy',
  'no-signing-key',
  'storage-full',
  'unexpected',
] as const;

/** `offline`: no answer came at all. */
export type ProblemCode = (typeof PROBLEM_CODES)[number] | 'offline';

export interface Problem {
  readonly code: ProblemCode;
  /** For the operator's log; empty when the server never saw the request. */
  readonly requestId: string;
  /** Seconds until another attempt is taken. */
  readonly retryAfter: number | null;
  /** Codes of what is wrong in particular. */
  readonly detail: readonly string[];
  readonly findings: readonly Finding[];
  /** The newer task after a conflict. */
  readonly current: Task | null;
}

export const problem = (code: ProblemCode): Problem => ({
  code,
  requestId: '',
  retryAfter: null,
  detail: [],
  findings: [],
  current: null,
});

const problemSchema = v.object({
  code: v.picklist(PROBLEM_CODES),
  requestId: v.fallback(v.string(), ''),
  retryAfter: v.fallback(v.nullable(v.number()), null),
  detail: v.fallback(v.array(v.string()), []),
  findings: v.fallback(v.array(v.custom<Finding>(isFinding)), []),
  current: v.fallback(v.nullable(taskSchema), null),
});

/** A proxy in between may answer in HTML: then only the status is known. */
export function problemOf(status: number, body: unknown): Problem {
  const parsed = v.safeParse(problemSchema, body);
  if (parsed.success) return parsed.output;
  return problem(status === 502 || status === 503 || status === 504 ? 'server-busy' : 'unexpected');
}

function isFinding(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'code' in value && 'evidence' in value && 'cures' in value;
}
