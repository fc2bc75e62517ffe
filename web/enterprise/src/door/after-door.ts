/** The one way from the first screen to what comes after it: another bundle, with Svelte in it, and its style sheet. */
import type { After, Host } from '../halves.ts';
import { h } from './dom.ts';

/** Address of the style sheet; empty in development, where the modules bring their styles. */
declare const __AFTER_CSS__: string;

let started: Promise<After> | undefined;

/** Rejects when the network does not bring it; asked again it tries again. */
export function loadAfter(host: Host): Promise<After> {
  if (!started) {
    const style = __AFTER_CSS__ && h('link', { rel: 'stylesheet', href: __AFTER_CSS__ });
    if (style) document.head.append(style);
    started = import('../after/main.ts').then(({ start }) => start(host, style || undefined));
    started.catch(() => {
      started = undefined;
    });
  }
  return started;
}

/** Only where it is already there. */
export const tellAfter = (work: (after: After) => void): Promise<void> | undefined =>
  started?.then(work, () => undefined);

export async function endAfter(): Promise<void> {
  await tellAfter((after) => after.end());
  started = undefined;
}
