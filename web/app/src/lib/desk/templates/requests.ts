import type { Result } from '@liangma/shared/kernel/result';
import {
  type ApplicationTemplate,
  type TemplateTerms,
  templateSchema,
} from '@liangma/shared/tasks/templates/application-template';
import * as v from 'valibot';
import type { Problem } from '#lib/api/problem.ts';
import { request } from '#lib/api/request.ts';

const many = v.pipe(
  v.object({ templates: v.array(templateSchema) }),
  v.transform(({ templates }) => templates),
);
const one = v.pipe(
  v.object({ template: templateSchema }),
  v.transform(({ template }) => template),
);

/** Templates of the own agency. */
export const readTemplates = (): Promise<Result<ApplicationTemplate[], Problem>> =>
  request('GET', '/api/templates', many);

export const saveTemplate = (terms: TemplateTerms): Promise<Result<ApplicationTemplate, Problem>> =>
  request('POST', '/api/templates', one, terms);

export const renameTemplate = (id: string, name: string): Promise<Result<ApplicationTemplate, Problem>> =>
  request('POST', `/api/templates/${encodeURIComponent(id)}/name`, one, { name });

export const removeTemplate = (id: string): Promise<Result<ApplicationTemplate, Problem>> =>
  request('POST', `/api/templates/${encodeURIComponent(id)}/removal`, one, {});
