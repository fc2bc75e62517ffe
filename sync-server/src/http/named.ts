import * as v from 'valibot';

/** More than an application can name. */
const MOST_NAMED = 40;

/** Ids that a query names, between commas. */
export const namedSchema = <S extends v.GenericSchema<string, string>>(id: S) =>
  v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.split(',').filter(Boolean)),
      v.array(id),
      v.maxLength(MOST_NAMED),
    ),
    '',
  );
