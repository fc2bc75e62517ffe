import { listedAlertSchema } from '@liangma/shared/alerts/listed-alert';
import { batchOutcomeSchema, batchRowSchema, batchSchema } from '@liangma/shared/compliance/batch';
import { taskIdSchema } from '@liangma/shared/kernel/ids';
import { dayOf } from '@liangma/shared/kernel/instant';
import { matterSchema } from '@liangma/shared/matters/matter';
import { traceStepSchema } from '@liangma/shared/supervision/trace';
import { differenceSchema } from '@liangma/shared/sync/changed-since';
import { readersOf } from '@liangma/shared/tasks/joining';
import { noticeContactSchema } from '@liangma/shared/tasks/papers/notice-contact';
import { filingTextSchema, offSiteCheckSchema } from '@liangma/shared/tasks/particulars';
import {
  applicationSchema,
  contentSchema,
  opinionTextSchema,
  reviewSchema,
  type Task,
  taskSchema,
  writtenOpinionSchema,
} from '@liangma/shared/tasks/task';
import { Hono } from 'hono';
import * as v from 'valibot';
import { alertsOfTask } from '../alerts/alerts.ts';
import { noticeContactOf } from '../archive/notice-contact.ts';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted, signedIn } from '../http/require.ts';
import { findTask } from '../ports/directory.ts';
import { trace } from '../supervision/supervision.ts';
import { apply, applyOffSite } from './applications.ts';
import { applyBatch, assessBatch } from './batch.ts';
import { differencesOf } from './changed-since.ts';
import { countsAt } from './counts.ts';
import { withCurrentNth } from './current-nth.ts';
import { decide } from './decisions.ts';
import { editApplication } from './edit-application.ts';

const one = v.object({ task: taskSchema });
const opened = v.object({ task: taskSchema, contact: v.nullable(noticeContactSchema) });
const batchReply = v.object({ outcomes: v.array(batchOutcomeSchema) });
const countsReply = v.object({ counts: v.record(v.string(), v.number()) });
const changesReply = v.object({ changes: v.array(differenceSchema) });
const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500));
const rev = v.pipe(v.number(), v.integer());
const idParam = parse('param', v.object({ id: taskIdSchema }));
const DECISION_PROBLEMS = ['not-signed-in', 'forbidden', 'not-found', 'conflict', 'wrong-state'] as const;

export const taskRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/counts',
      describe(
        'How many tasks of the own agency stand in each state, joint ones too, and how many its head has to decide',
        countsReply,
        ['not-signed-in', 'forbidden'],
      ),
      async (c) => {
        const { agency } = permitted(c, 'task.read');
        if (!agency) return problem(c, 'forbidden');
        const counts = await deps.store.read((tx) => countsAt(tx, agency.id));
        return c.json({ counts });
      },
    )
    .post(
      '/',
      describe('Apply for a task code', one, [
        'bad-request',
        'not-signed-in',
        'forbidden',
        'not-found',
        'enterprise-ceased',
        'attachment-missing',
        'findings',
      ]),
      parse('json', v.object({ application: applicationSchema })),
      async (c) => {
        const actor = permitted(c, 'task.apply');
        const result = await apply(deps, actor, c.req.valid('json').application);
        if (result.ok) return c.json({ task: result.value }, 201);
        const { code, ...extra } = result.error;
        return problem(c, code, extra);
      },
    )
    .post(
      '/off-site',
      describe('Keep an inspection that was done without entering (OFF-1)', one, [
        'bad-request',
        'not-signed-in',
        'forbidden',
        'not-found',
        'enterprise-ceased',
        'attachment-missing',
        'wrong-state',
        'findings',
      ]),
      parse('json', v.object({ application: applicationSchema, check: offSiteCheckSchema })),
      async (c) => {
        const actor = permitted(c, 'task.apply');
        const { application, check } = c.req.valid('json');
        const result = await applyOffSite(deps, actor, application, check);
        if (result.ok) return c.json({ task: result.value }, 201);
        const { code, ...extra } = result.error;
        return problem(c, code, extra);
      },
    )
    .post(
      '/batch/assess',
      describe('Judge applications that differ in enterprise and period', v.object({ rows: v.array(batchRowSchema) }), [
        'bad-request',
        'not-signed-in',
        'forbidden',
      ]),
      parse('json', batchSchema),
      async (c) => c.json({ rows: await assessBatch(deps, permitted(c, 'task.apply'), c.req.valid('json')) }),
    )
    .post(
      '/batch',
      describe('Apply for task codes that differ in enterprise and period', batchReply, [
        'bad-request',
        'not-signed-in',
        'forbidden',
      ]),
      parse('json', batchSchema),
      async (c) => c.json({ outcomes: await applyBatch(deps, permitted(c, 'task.apply'), c.req.valid('json')) }, 201),
    )
    .get(
      '/:id',
      describe('One task, with the contact that its notice names', opened, ['not-signed-in', 'forbidden', 'not-found']),
      idParam,
      async (c) => {
        signedIn(c);
        const task = await taskNow(deps, c.req.valid('param').id);
        if (!task) return problem(c, 'not-found');
        permitted(c, 'task.read', readersOf(task));
        const contact = await deps.store.read((tx) => noticeContactOf(tx, task));
        return c.json({ task, contact });
      },
    )
    .get(
      '/:id/changes',
      describe('What register and list say now that its code says otherwise', changesReply, [
        'not-signed-in',
        'forbidden',
        'not-found',
      ]),
      idParam,
      async (c) => {
        signedIn(c);
        const task = await deps.store.read((tx) => findTask(tx, c.req.valid('param').id));
        if (!task) return problem(c, 'not-found');
        permitted(c, 'task.read', readersOf(task));
        return c.json({ changes: await differencesOf(deps, task) });
      },
    )
    .get(
      '/:id/trace',
      describe(
        'From application to evaluation, with both clocks',
        v.object({
          task: taskSchema,
          steps: v.array(traceStepSchema),
          alerts: v.array(listedAlertSchema),
          matters: v.array(matterSchema),
        }),
        ['not-signed-in', 'forbidden', 'not-found'],
      ),
      idParam,
      async (c) => {
        const actor = signedIn(c);
        const task = await taskNow(deps, c.req.valid('param').id);
        if (!task) return problem(c, 'not-found');
        permitted(c, 'task.trace', { region: task.enterprise.region });
        const steps = await trace(deps, actor.account, task);
        const matters = (await deps.store.read((tx) => tx.matters.all())).filter(({ id }) => task.matters.includes(id));
        return c.json({ task, steps, alerts: await alertsOfTask(deps, task), matters });
      },
    )
    .post(
      '/:id/edit',
      describe('Change an application that is not decided', one, [
        'bad-request',
        ...DECISION_PROBLEMS,
        'findings',
        'attachment-missing',
      ]),
      idParam,
      parse('json', v.object({ rev, content: contentSchema })),
      async (c) => {
        const edit = { task: c.req.valid('param').id, ...c.req.valid('json') };
        return decided(await editApplication(deps, signedIn(c), edit), c);
      },
    )
    .post(
      '/:id/approve',
      describe('Approve, and sign the task code', one, [
        ...DECISION_PROBLEMS,
        'same-person',
        'partner-missing',
        'enterprise-ceased',
        'findings',
      ]),
      idParam,
      parse('json', v.object({ rev, opinion: v.optional(opinionTextSchema, '') })),
      async (c) => {
        const { rev, opinion } = c.req.valid('json');
        return decided(await decide(deps, signedIn(c), c.req.valid('param').id, rev, { type: 'approve', opinion }), c);
      },
    )
    .post(
      '/:id/review',
      describe('Opinion of the legal review, before the decision (APR-1)', one, [...DECISION_PROBLEMS, 'same-person']),
      idParam,
      parse('json', v.object({ rev, review: reviewSchema })),
      async (c) => {
        const { rev, review } = c.req.valid('json');
        return decided(await decide(deps, signedIn(c), c.req.valid('param').id, rev, { type: 'review', review }), c);
      },
    )
    .post(
      '/:id/confirm',
      describe('Confirm an on-the-spot code or a late entry (APR-2)', one, [...DECISION_PROBLEMS, 'same-person']),
      idParam,
      parse('json', v.object({ opinion: writtenOpinionSchema })),
      async (c) => {
        const decision = { type: 'confirm', opinion: c.req.valid('json').opinion } as const;
        return decided(await decide(deps, signedIn(c), c.req.valid('param').id, undefined, decision), c);
      },
    )
    .post(
      '/:id/assistance-filing',
      describe('Keep the filing of an inspection in another region (JUR-1)', one, [...DECISION_PROBLEMS, 'in-future']),
      idParam,
      parse('json', v.object({ filing: filingTextSchema })),
      async (c) => {
        const actor = signedIn(c);
        const { filing } = c.req.valid('json');
        if (filing.date > dayOf(deps.clock.now())) return problem(c, 'in-future');
        const decision = { type: 'file-assistance', filing } as const;
        return decided(await decide(deps, actor, c.req.valid('param').id, undefined, decision), c);
      },
    )
    .post(
      '/:id/reject',
      describe('Reject, with a reason', one, [...DECISION_PROBLEMS, 'reason-too-short']),
      idParam,
      parse('json', v.object({ rev, reason })),
      async (c) => {
        const { rev, reason } = c.req.valid('json');
        return decided(await decide(deps, signedIn(c), c.req.valid('param').id, rev, { type: 'reject', reason }), c);
      },
    )
    .post(
      '/:id/return',
      describe('Return for correction, with an opinion', one, DECISION_PROBLEMS),
      idParam,
      parse('json', v.object({ rev, reason })),
      async (c) => {
        const { rev, reason } = c.req.valid('json');
        return decided(await decide(deps, signedIn(c), c.req.valid('param').id, rev, { type: 'return', reason }), c);
      },
    )
    .post(
      '/:id/withdraw',
      describe('Withdraw an issued code, with a reason', one, [...DECISION_PROBLEMS, 'reason-too-short']),
      idParam,
      parse('json', v.object({ reason })),
      async (c) => {
        const decision = { type: 'withdraw', reason: c.req.valid('json').reason } as const;
        return decided(await decide(deps, signedIn(c), c.req.valid('param').id, undefined, decision), c);
      },
    );

const taskNow = (deps: Deps, id: string): Promise<Task | undefined> =>
  deps.store.read(async (tx) => {
    const task = await findTask(tx, id);
    return task && withCurrentNth(tx, task);
  });

type Context = Parameters<typeof problem>[0];

function decided(result: Awaited<ReturnType<typeof decide | typeof editApplication>>, c: Context) {
  if (result.ok) return c.json({ task: result.value });
  const { code, ...extra } = result.error;
  return problem(c, code, extra);
}
