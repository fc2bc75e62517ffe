/** A page with one script, in the origin of the server that it is to talk to. */
import type { Page } from '@playwright/test';

/** `head`: what else a script expects to find in its page. */
export async function openPage(page: Page, origin: string, script: string, head = ''): Promise<void> {
  const icon = '<link rel="icon" href="data:,">';
  const body = `<!doctype html><html lang="en"><title>bench</title>${icon}${head}<script src="/bench.js"></script>`;
  await page.route(`${origin}/bench.html`, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
  await page.route(`${origin}/bench.js`, (route) =>
    route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: script }),
  );
  page.on('pageerror', (error) => console.error(error));
  await page.goto(`${origin}/bench.html`);
}

/** Calls `Page.NAME.method(...args)` in the page: what a bundle exports stands there. */
export const call = <T>(page: Page, name: string, method: string, ...args: readonly unknown[]): Promise<T> =>
  page.evaluate(
    ([object, call, given]) => {
      const exported = (globalThis as unknown as { Page: Record<string, Record<string, (...a: unknown[]) => unknown>> })
        .Page;
      return exported[object]?.[call]?.(...given) as never;
    },
    [name, method, args] as const,
  );
