/**
 * Shows messages of Web Push, and opens their page when they are tapped. Its scope holds no page, so that a desk that is told by push is
 * not served from a cache. It is a plain script, because the build has one worker, that of the pages without network.
 */

/** A push without a readable text is shown all the same: a browser ends subscriptions that show nothing. */
const UNREAD = { title: '亮码', body: '', path: '/', tag: 'unread' };

function readPush(data) {
  try {
    const { title, body, path, tag } = data?.json() ?? UNREAD;
    // Only pages of this app: `//elsewhere` is none.
    const isOwn = /^\/(?![/\\])/.test(path ?? '');
    return { title: title ?? UNREAD.title, body: body ?? '', path: isOwn ? path : '/', tag: tag ?? UNREAD.tag };
  } catch {
    return UNREAD;
  }
}

/** A window that shows the page comes to the front. Others stay as they are: somebody may be filling in a form there. */
async function openPage(path) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = windows.find(({ url }) => new URL(url).pathname === path);
  if (open) await open.focus();
  else await self.clients.openWindow(path);
}

self.addEventListener('push', (event) => {
  const { title, body, path, tag } = readPush(event.data);
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: { path } }));
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openPage(event.notification.data?.path ?? '/'));
});
self.addEventListener('install', () => void self.skipWaiting());
