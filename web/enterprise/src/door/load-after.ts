/** Loads everything after the first screen: another bundle with Svelte in it, and its one style sheet. */
import type { After, Host } from '../halves.ts';

/** Address of the style sheet; empty in development, where the modules bring their styles. */
declare const __AFTER_CSS__: string;

let loading: Promise<(host: Host) => Promise<After>> | undefined;

/** Rejects when the network fails; asked again it tries again. */
export function loadAfter(): Promise<(host: Host) => Promise<After>> {
  loading ??= Promise.all([import('../after/main.ts'), style()]).then(
    ([{ start }]) => start,
    (failure: unknown) => {
      loading = undefined;
      throw failure;
    },
  );
  return loading;
}

function style(): Promise<void> {
  if (!__AFTER_CSS__) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = __AFTER_CSS__;
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      reject(new Error('style sheet not loaded'));
    };
    document.head.append(link);
  });
}
