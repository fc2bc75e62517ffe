/** Messages by Web Push: shows what the server says, and opens its page when it is tapped. */
import type { PushPayload } from '@liangma/shared/notices/push';
import { self } from '$app/service-worker';

/** A push without a readable text is shown all the same: a browser ends subscriptions that show nothing. */
const UNREAD: PushPayload = { title: '亮码', body: '', path: '/', tag: 'unread' };

export function showPushes(): void {
  self.addEventListener('push', (event) => {
    const { title, body, path, tag } = readPush(event.data);
    event.waitUntil(self.registration.showNotification(title, { body, tag, data: { path } }));
  });
  self.addEventListener('notificationclick', (event) => {
    event.notification.close();
    event.waitUntil(openPage((event.notification.data as { path?: string } | null)?.path ?? '/'));
  });
}

function readPush(data: PushMessageData | null): PushPayload {
  try {
    const { title, body, path, tag } = (data?.json() ?? {}) as Partial<PushPayload>;
    // Only pages of this app: `//elsewhere` is none.
    const isOwn = /^\/(?![/\\])/.test(path ?? '');
    return { title: title ?? UNREAD.title, body: body ?? '', path: isOwn && path ? path : '/', tag: tag ?? UNREAD.tag };
  } catch {
    return UNREAD;
  }
}

/** A window that shows the page comes to the front. Others stay as they are: somebody may be filling in a form there. */
async function openPage(path: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = windows.find(({ url }) => new URL(url).pathname === path);
  if (open) await open.focus();
  else await self.clients.openWindow(path);
}
