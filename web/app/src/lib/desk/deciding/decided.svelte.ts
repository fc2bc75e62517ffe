/** Remembers the last decision for the page that opens next, and where the focus goes there. */

class Decided {
  message = $state<{ readonly text: string; readonly task: string }>();
  /** The next task opened by itself: the focus goes to its heading. */
  wantsFocus = false;

  /** Attached to a heading. */
  focus = (heading: HTMLElement): void => {
    if (!this.wantsFocus) return;
    this.wantsFocus = false;
    heading.focus();
  };
}

export const decided = new Decided();
