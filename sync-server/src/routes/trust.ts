/** The signed files that any verifier may fetch, and checking a code for someone who cannot. */
import { toBase64Url, toHex } from '@liangma/shared/kernel/bytes';
import { resolveGranted } from '@liangma/shared/task-code/granted-verify';
import { verifyCode } from '@liangma/shared/task-code/verify';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { rateLimit } from '../http/edge.ts';
import { chooseEncoding, compressed } from '../http/encoding.ts';
import { parse } from '../http/require.ts';
import { findGrant } from '../usecases/grants.ts';

export const trustRoutes = (deps: Deps) =>
  new Hono<AppEnv>()
    .get('/trust', describe('Keys, status list and catalog in one', 'bytes'), async (c) =>
      signed(deps, c, (await deps.trust.files()).bundle),
    )
    .get('/keys', describe('Key set, signed by the root', 'bytes'), async (c) =>
      signed(deps, c, (await deps.trust.files()).keys),
    )
    .get('/status', describe('Status list of codes', 'bytes'), async (c) =>
      signed(deps, c, (await deps.trust.files()).status),
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

/** `content`: what the file says, where its signature may differ from one time to the next. */
export async function signed(deps: Deps, c: Context<AppEnv>, bytes: Uint8Array, content = bytes) {
  const etag = `"${toHex(await deps.signatures.sha256(content)).slice(0, 16)}"`;
  const headers = { etag, 'cache-control': 'no-cache', vary: 'accept-encoding' };
  if (c.req.header('if-none-match')?.replace(/^W\//, '') === etag) return c.body(null, 304, headers);
  const type = { ...headers, 'content-type': 'application/cbor' };
  const encoding = chooseEncoding(c.req.header('accept-encoding'));
  if (!encoding) return c.body(Uint8Array.from(bytes), 200, type);
  const body = await compressed(bytes, encoding, { once: false });
  return c.body(Uint8Array.from(body), 200, { ...type, 'content-encoding': encoding });
}
