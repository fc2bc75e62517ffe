/** The signed files that any verifier may fetch, and checking a code for someone who cannot. */
import { toBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { matterIdSchema } from '@liangma/shared/matters/matter';
import { unpackMatter } from '@liangma/shared/task-code/compact';
import { resolveGranted } from '@liangma/shared/task-code/granted-verify';
import { verifyCode } from '@liangma/shared/task-code/verify';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import { findGrant } from '../grants/grants.ts';
import { sendCached } from '../http/cached-answer.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { rateLimit } from '../http/edge.ts';
import { problem } from '../http/problem.ts';
import { parse } from '../http/require.ts';

export const trustRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .use(rateLimit(deps, SIGNED_FILES_PER_MINUTE))
    .get('/trust', describe('Keys, status lists and catalog in one', 'bytes'), async (c) =>
      signed(deps, c, await deps.trust.bundle()),
    )
    .get('/trust/:shard', describe('Keys, one status list and catalog in one', 'bytes'), async (c) =>
      signed(deps, c, await deps.trust.bundle({ shard: c.req.param('shard') })),
    )
    .get('/trust/:shard/:matters', describe('The same with the named matters alone', 'bytes'), async (c) => {
      const matters = mattersIn(c.req.param('matters'));
      return signed(deps, c, matters && (await deps.trust.bundle({ shard: c.req.param('shard'), matters })));
    })
    .get('/keys', describe('Key set, signed by the root', 'bytes'), async (c) =>
      signed(deps, c, (await deps.trust.files()).keys),
    )
    .get('/status/:shard', describe('Status list of codes', 'bytes'), async (c) =>
      signed(deps, c, (await deps.trust.files()).status.get(c.req.param('shard'))),
    )
    .get('/catalog', describe('Catalog of matters', 'bytes'), async (c) =>
      signed(deps, c, (await deps.trust.files()).catalog),
    )
    .get(
      '/root',
      describe('The root key, to be compared with a pinned one', v.object({ kid: v.string(), publicKey: v.string() })),
      (c) => c.json({ kid: toHex(deps.keys.root.kid), publicKey: toBase64Url(deps.keys.root.publicKey) }),
    );

const verdictReply = v.object({
  verdict: v.string(),
  reasons: v.array(v.string()),
  claims: v.optional(v.looseObject({})),
});

export const codeRoutes = (deps: Deps) =>
  new Hono<AppEnv>().post(
    '/verify',
    describe('Is this code genuine now?', verdictReply, ['bad-request', 'too-many-requests']),
    rateLimit(deps, 60),
    parse('json', v.object({ text: v.pipe(v.string(), v.maxLength(8000)) })),
    async (c) => {
      const trust = await deps.trust.opened();
      const { verify: verifySignature, sha256 } = deps.signatures;
      const granted = resolveGranted(findGrant(deps));
      const context = { ...trust, now: deps.clock.now(), verifySignature, sha256, granted };
      return c.json(await verifyCode(c.req.valid('json').text, context));
    },
  );

/** More than a county's phones behind one address ask for in a minute. */
export const SIGNED_FILES_PER_MINUTE = 1200;

const signed = (deps: Deps, c: Context<AppEnv>, bytes: Uint8Array | undefined) =>
  bytes ? sendCached(c, deps, 'application/cbor', bytes) : problem(c, 'not-found');

/** More than one inspection covers; `task.matters` holds at most as many. */
const MOST_MATTERS = 20;

/** Short matter ids joined by `+`, as they stand in a code (docs/task-code.md §3); undefined for anything else. */
function mattersIn(text: string): string[] | undefined {
  const ids = text.split('+').map((id) => unpackMatter(/^\d{1,6}$/.test(id) ? Number(id) : id));
  return ids.length <= MOST_MATTERS && ids.every((id) => v.is(matterIdSchema, id)) ? ids : undefined;
}
