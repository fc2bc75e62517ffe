import {
  templateNameSchema,
  templateSchema,
  templateTermsSchema,
} from '@liangma/shared/tasks/templates/application-template';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted } from '../http/require.ts';
import { removeTemplate, renameTemplate, saveTemplate, templatesOf } from './templates.ts';

const one = v.object({ template: templateSchema });
const idParam = v.object({ id: v.pipe(v.string(), v.uuid()) });
const PROBLEMS = ['bad-request', 'not-signed-in', 'forbidden', 'not-found', 'out-of-bounds'] as const;

export const templateRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get(
      '/',
      describe('Templates of applications of the own agency', v.object({ templates: v.array(templateSchema) }), [
        'not-signed-in',
        'forbidden',
      ]),
      async (c) => c.json({ templates: await templatesOf(deps, permitted(c, 'task.apply')) }),
    )
    .post(
      '/',
      describe('Save a template; one of the same name is replaced', one, PROBLEMS),
      parse('json', templateTermsSchema),
      async (c) => {
        const result = await saveTemplate(deps, permitted(c, 'task.apply'), c.req.valid('json'));
        return result.ok ? c.json({ template: result.value }, 201) : problem(c, result.error);
      },
    )
    .post(
      '/:id/name',
      describe('Rename a template', one, [...PROBLEMS, 'name-taken']),
      parse('param', idParam),
      parse('json', v.object({ name: templateNameSchema })),
      async (c) => {
        const actor = permitted(c, 'task.apply');
        const result = await renameTemplate(deps, actor, c.req.valid('param').id, c.req.valid('json').name);
        return result.ok ? c.json({ template: result.value }) : problem(c, result.error);
      },
    )
    .post('/:id/removal', describe('Remove a template', one, PROBLEMS), parse('param', idParam), async (c) => {
      const result = await removeTemplate(deps, permitted(c, 'task.apply'), c.req.valid('param').id);
      return result.ok ? c.json({ template: result.value }) : problem(c, result.error);
    });
