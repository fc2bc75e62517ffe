/** The panel that covers the door. Each opening is a step of the history, so that the phone's own back key closes it. */
import { codeInAddress, outcomeInAddress } from '../door/address.ts';
import type { Host, Panel } from '../halves.ts';

/** Panel that is the page itself while no code is in the address. */
const homePanel = (): Panel => (outcomeInAddress(location.hash) ? 'told' : 'codes');

const stepOf = (): Panel | undefined => (history.state as { panel?: Panel } | null)?.panel;

export class Panels {
  current = $state<Panel>();
  private readonly host: Host;
  private opener: Element | null = null;
  private scroll = 0;

  constructor(host: Host) {
    this.host = host;
    // after a reload the page begins at the door
    if (stepOf()) history.replaceState(null, '');
    addEventListener('popstate', this.moved);
  }

  end(): void {
    removeEventListener('popstate', this.moved);
    this.close();
  }

  /** Without a code in the address the list of codes is the page itself, or the outcome that the address names. */
  readonly isHome = (): boolean => this.current === homePanel() && codeInAddress(location) === undefined;

  open(panel: Panel): void {
    if (this.current === undefined) {
      this.opener = document.activeElement;
      this.scroll = scrollY;
    }
    const isHome = panel === 'codes' && codeInAddress(location) === undefined;
    if (!isHome) history.pushState({ panel }, '');
    this.show(isHome ? homePanel() : panel);
  }

  back(): void {
    if (stepOf()) history.back();
    else this.close();
  }

  /** The door is seen again, where it was left. */
  close(): void {
    if (this.current === undefined) return;
    this.current = undefined;
    this.host.cover(false);
    scrollTo(0, this.scroll);
    const isThere = this.opener?.isConnected && this.opener !== document.body;
    const target = isThere ? this.opener : this.host.place;
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  }

  private show(panel: Panel): void {
    this.current = panel;
    this.host.cover(true);
    scrollTo(0, 0);
  }

  private readonly moved = () => {
    const panel = stepOf();
    if (panel) this.show(panel);
    else if (codeInAddress(location) === undefined) this.show(homePanel());
    else this.close();
  };
}
