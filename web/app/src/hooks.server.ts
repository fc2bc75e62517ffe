/**
 * Only `vite dev` and the build of 200.html run this. In production the server writes the pinned root into the
 * page; during development we ask it for the root and do the same.
 */

import type { Handle } from '@sveltejs/kit/hooks';
import { dev } from '$app/env';

export const handle: Handle = async ({ event, resolve }) => {
  const root = dev ? await pinnedRoot() : '';
  return resolve(event, {
    transformPageChunk: ({ html }) =>
      html.replace('<meta name="liangma-root" content="" />', `<meta name="liangma-root" content="${root}">`),
  });
};

async function pinnedRoot(): Promise<string> {
  try {
    const reply = await fetch(`${__DEV_API__}/.well-known/liangma/root`);
    const { kid, publicKey } = (await reply.json()) as { kid: string; publicKey: string };
    return `${kid}.${publicKey}`;
  } catch {
    return '';
  }
}
