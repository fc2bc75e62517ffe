/** Steps of alerts (SUP-1); the lists of alerts are in lists/routes.ts. */
import type { Action } from '@liangma/shared/access/authorise';
import { ALERT_STATES } from '@liangma/shared/alerts/alert';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted } from '../http/require.ts';
import { type AlertDeed, closeTogether, handleAlert } from './handle-alert.ts';

const words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500));
const letterNumber = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60));
const workingDays = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)));
const byId = v.object({ id: v.pipe(v.string(), v.uuid()) });
const state = v.object({ state: v.picklist(ALERT_STATES) });
const MOST_TOGETHER = 200;

const PROBLEMS = ['bad-request', 'not-signed-in', 'forbidden', 'not-found', 'wrong-state'] as const;
const ASKING = [...PROBLEMS, 'calendar-missing', 'no-agency'] as const;

export function alertRoutes(deps: Deps) {
  const done = async (c: Context<AppEnv>, action: Action, deed: AlertDeed, id: string) => {
    const handled = await handleAlert(deps, permitted(c, action), id, deed);
    return handled.ok ? c.json({ state: handled.value.life.state }) : problem(c, handled.error);
  };
  return new Hono<AppEnv>()
    .post(
      '/close',
      describe('Close alerts of one rule together: all of them, or none', v.object({ closed: v.number() }), PROBLEMS),
      parse(
        'json',
        v.object({
          ids: v.pipe(v.array(v.pipe(v.string(), v.uuid())), v.minLength(1), v.maxLength(MOST_TOGETHER)),
          note: words,
        }),
      ),
      async (c) => {
        const actor = permitted(c, 'alert.handle');
        const { ids, note } = c.req.valid('json');
        const closed = await closeTogether(deps, actor, ids, note);
        return closed.ok ? c.json({ closed: closed.value.length }) : problem(c, closed.error);
      },
    )
    .post(
      '/:id/close',
      describe('Close an alert with a note; it stays, with who and when', state, PROBLEMS),
      parse('param', byId),
      parse('json', v.object({ note: words })),
      (c) => done(c, 'alert.handle', { type: 'close', words: c.req.valid('json').note }, c.req.valid('param').id),
    )
    .post('/:id/take', describe('Take an alert over', state, PROBLEMS), parse('param', byId), (c) =>
      done(c, 'alert.handle', { type: 'take' }, c.req.valid('param').id),
    )
    .post(
      '/:id/ask',
      describe('Ask the agency to explain', state, ASKING),
      parse('param', byId),
      parse('json', v.object({ words, workingDays })),
      (c) => done(c, 'alert.handle', { type: 'ask', ...c.req.valid('json') }, c.req.valid('param').id),
    )
    .post(
      '/:id/letter',
      describe('Enter a supervision letter with its document number', state, ASKING),
      parse('param', byId),
      parse('json', v.object({ words, number: letterNumber, workingDays })),
      (c) => done(c, 'alert.handle', { type: 'letter', ...c.req.valid('json') }, c.req.valid('param').id),
    )
    .post(
      '/:id/explain',
      describe('Explain an alert about the own agency', state, PROBLEMS),
      parse('param', byId),
      parse('json', v.object({ words })),
      (c) => done(c, 'alert.answer', { type: 'explain', ...c.req.valid('json') }, c.req.valid('param').id),
    )
    .post(
      '/:id/reply',
      describe('Reply to a supervision letter', state, PROBLEMS),
      parse('param', byId),
      parse('json', v.object({ words })),
      (c) => done(c, 'alert.answer', { type: 'reply', ...c.req.valid('json') }, c.req.valid('param').id),
    );
}
