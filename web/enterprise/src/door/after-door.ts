/** The one way from the first screen to what comes after it: another bundle, with Svelte in it, and its style sheet. */
import type { After, Host } from '../halves.ts';

/** Address of the style sheet; empty in development, where the modules bring their styles. */
declare const __AFTER_CSS__: string;

export class AfterDoor {
  private readonly host: Host;
  private started: Promise<After> | undefined;

  constructor(host: Host) {
    this.host = host;
  }

  /** Rejects when the network does not bring it; asked again it tries again. */
  load(): Promise<After> {
    if (!this.started) {
      const loading = Promise.all([import('../after/main.ts'), style()]).then(([{ start }]) => start(this.host));
      this.started = loading;
      loading.catch(() => {
        this.started = undefined;
      });
    }
    return this.started;
  }

  /** Only where it is already there. */
  tell(work: (after: After) => void): Promise<void> | undefined {
    return this.started?.then(work, () => undefined);
  }

  async end(): Promise<void> {
    await this.tell((after) => after.end());
    this.started = undefined;
  }
}

let styled: Promise<void> | undefined;

function style(): Promise<void> | undefined {
  if (!__AFTER_CSS__) return undefined;
  styled ??= new Promise<void>((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = __AFTER_CSS__;
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      styled = undefined;
      reject(new Error('style sheet not loaded'));
    };
    document.head.append(link);
  });
  return styled;
}
