import { bestEffort } from '@liangma/web-common/best-effort';

/** Held while a form is open: a newer version of the page does not take over meanwhile (stand-by.ts). */
export const FORM_LOCK = 'liangma-c-form';

/** While held, no newer version of the page takes over. Returns the release. */
export function holdForm(): () => void {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  if (navigator.locks) {
    const request = navigator.locks.request(FORM_LOCK, { mode: 'shared' }, () => held);
    void bestEffort(request, 'the page may be leaving');
  }
  return release;
}
