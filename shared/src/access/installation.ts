/** Setting up an installation: what an operator decides once, on the page `/setup` or by `liangma setup`. */
import * as v from 'valibot';
import { instantSchema } from '../kernel/instant.ts';
import { SUITES } from '../kernel/public-key.ts';
import { regionCodeSchema } from '../kernel/regions.ts';
import { phoneSchema } from '../registry/agency.ts';
import { accountNameSchema } from './account.ts';
import { LONGEST_PASSWORD } from './password.ts';

/** `https://name`, or plain HTTP on this machine alone, for a trial. Browsers count both as secure. */
export const isSecureOrigin = (origin: string): boolean =>
  URL_FORM.test(origin) && (origin.startsWith('https:') || LOOPBACK.test(origin));

const URL_FORM = /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$|^https?:\/\/\[[0-9a-f:]+\](:\d{1,5})?$/;
const LOOPBACK = /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;

/** An address as people paste it, with the slash of the browser's line and capital letters. */
const originSchema = v.pipe(
  v.string(),
  v.trim(),
  v.transform((text) => text.replace(/\/+$/, '').toLowerCase()),
  v.check(isSecureOrigin, 'origin'),
);

export const installationSchema = v.object({
  /** Province, prefecture or county that the installation serves. */
  region: regionCodeSchema,
  origin: v.string(),
  /** Operator of the site, as every page names it; empty if not given. */
  publisher: v.string(),
  setUpAt: instantSchema,
});
export type Installation = v.InferOutput<typeof installationSchema>;

export const setupSchema = v.object({
  region: regionCodeSchema,
  origin: originSchema,
  publisher: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(60)), ''),
  administrator: v.object({
    account: accountNameSchema,
    name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)),
    phone: v.optional(phoneSchema, ''),
    office: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(80)), ''),
    /** Without one the reply holds a one-time password. */
    password: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(LONGEST_PASSWORD))), null),
  }),
  suite: v.optional(v.picklist(SUITES), 'eddsa'),
  /** Seals the secrets of the keys; the server needs it at each start. */
  keyPassphrase: v.optional(v.nullable(v.pipe(v.string(), v.minLength(12), v.maxLength(200))), null),
});
export type Setup = v.InferOutput<typeof setupSchema>;

/** Facts that the operator writes down. */
export const setupResultSchema = v.object({
  installation: installationSchema,
  administrator: v.string(),
  /** Null if the administrator chose the password. */
  firstPassword: v.nullable(v.string()),
  keys: v.object({
    /** `KIDHEX.PUBLICKEY`: published, and pinned by those who verify without this server. */
    root: v.string(),
    folder: v.string(),
    sealed: v.boolean(),
    kids: v.array(v.object({ role: v.string(), kid: v.string(), validTo: v.number() })),
  }),
});
export type SetupResult = v.InferOutput<typeof setupResultSchema>;
