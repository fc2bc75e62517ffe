/**
 * Moves the focus to the first field that is missing or wrong when a form is refused (WCAG 3.3.1): below a long form nobody sees
 * which one is meant. Forms name their fields by `required` and `aria-invalid`.
 */
import { tick } from 'svelte';

export function focusFirstWrong(): () => void {
  const onsubmit = async ({ target }: SubmitEvent): Promise<void> => {
    if (!(target instanceof HTMLFormElement)) return;
    const missing = target.querySelector<HTMLElement>(':is(input, select, textarea):invalid');
    const focused = document.activeElement;
    await tick();
    // Some forms move it themselves.
    if (document.activeElement !== focused) return;
    (missing ?? target.querySelector<HTMLElement>('[aria-invalid="true"]'))?.focus();
  };
  document.addEventListener('submit', onsubmit, true);
  return () => document.removeEventListener('submit', onsubmit, true);
}
