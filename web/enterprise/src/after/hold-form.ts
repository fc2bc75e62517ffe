/** Held while a form is open: a newer version of the page does not take over meanwhile (stand-by.ts). */
export const FORM_LOCK = 'liangma-c-form';

/** While held, no newer version of the page takes over. Returns the release. */
export function holdForm(): () => void {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  navigator.locks?.request(FORM_LOCK, { mode: 'shared' }, () => held).catch(() => undefined);
  return release;
}
