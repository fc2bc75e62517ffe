/** A grant as the device that may issue under it gets it. */
import * as v from 'valibot';
import { givenGrantSchema } from '../grants/grant-terms.ts';

export const grantDocumentSchema = v.object({
  data: givenGrantSchema,
  /** The signed bytes, base64url, which go into inline codes. */
  signed: v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(8000)),
  /** The highest number of a code that has reached the server. */
  issued: v.number(),
});
export type GrantDocument = v.InferOutput<typeof grantDocumentSchema>;
