/** Content of a document, as the server writes it into the page. */
import { policySchema } from '@liangma/shared/compliance/policy';
import { matterSchema } from '@liangma/shared/matters/matter';
import { PAPER_KINDS } from '@liangma/shared/tasks/papers/archived-paper';
import { noticeContactSchema } from '@liangma/shared/tasks/papers/notice-contact';
import { taskSchema } from '@liangma/shared/tasks/task';
import * as v from 'valibot';

const paperSchema = v.object({
  kind: v.picklist(PAPER_KINDS),
  title: v.pipe(v.string(), v.minLength(1)),
  task: taskSchema,
  matters: v.array(matterSchema),
  policy: policySchema,
  contact: v.nullable(noticeContactSchema),
});

export const givenPaper = (json: string): v.InferOutput<typeof paperSchema> => v.parse(paperSchema, JSON.parse(json));
