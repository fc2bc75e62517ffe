/** A county's enterprises for the devices that work in it. */
import { regionCodeSchema } from '@liangma/shared/kernel/regions';
import { packTag } from '@liangma/shared/packs/pack';
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Deps } from '../deps.ts';
import type { AppEnv } from '../http/context.ts';
import { describe } from '../http/describe.ts';
import { chooseEncoding, compressed, unpacked } from '../http/encoding.ts';
import { problem } from '../http/problem.ts';
import { parse, permitted } from '../http/require.ts';
import { packSource } from './packs.ts';

const county = v.pipe(regionCodeSchema, v.length(6));
const have = v.object({
  epoch: v.optional(v.pipe(v.string(), v.maxLength(64))),
  seq: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))),
});
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const packRoutes = (deps: Deps) => {
  const packs = packSource(deps, (text) => compressed(text, 'br', { once: true }));
  return new Hono<AppEnv>()
    .get(
      '/:county',
      describe('What changed since the device’s copy, or a pack; 304 where nothing did', 'bytes', [
        'bad-request',
        'not-signed-in',
        'forbidden',
      ]),
      parse('param', v.object({ county })),
      parse('query', have),
      async (c) => {
        const { county } = c.req.valid('param');
        permitted(c, 'registry.read', { region: county });
        const { epoch, seq } = c.req.valid('query');
        const point = epoch !== undefined && seq !== undefined ? { epoch, seq } : undefined;
        const file = await packs.newest(county, point);
        const headers = { 'cache-control': 'no-store', vary: 'accept-encoding' };
        if (!file) return c.body(null, 304, point ? { ...headers, etag: packTag(point) } : headers);
        const encoding = chooseEncoding(c.req.header('accept-encoding'));
        const body = Uint8Array.from(encoding ? await compressed(file, encoding, { once: false }) : file);
        const type = { ...headers, 'content-type': 'application/cbor' };
        return c.body(body, 200, encoding ? { ...type, 'content-encoding': encoding } : type);
      },
    )
    .get(
      '/:county/parts/:hash',
      describe('A part of a pack, named by its hash', 'bytes', [
        'bad-request',
        'not-signed-in',
        'forbidden',
        'not-found',
      ]),
      parse('param', v.object({ county, hash })),
      async (c) => {
        const { county, hash } = c.req.valid('param');
        permitted(c, 'registry.read', { region: county });
        const kept = await deps.store.read((tx) => tx.packs.part(county, hash));
        if (!kept) return problem(c, 'not-found');
        const headers = {
          'content-type': 'text/tab-separated-values; charset=utf-8',
          vary: 'accept-encoding',
          'cache-control': 'private, max-age=604800, immutable',
        };
        const encoding = chooseEncoding(c.req.header('accept-encoding'));
        if (encoding === 'br') return c.body(Uint8Array.from(kept), 200, { ...headers, 'content-encoding': 'br' });
        const text = await unpacked(kept);
        if (!encoding) return c.body(Uint8Array.from(text), 200, headers);
        const body = Uint8Array.from(await compressed(text, encoding, { once: false }));
        return c.body(body, 200, { ...headers, 'content-encoding': encoding });
      },
    );
};
