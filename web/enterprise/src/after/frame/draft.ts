/** A form half filled survives the phone's back key and a reload of the tab. */
const key = (form: string, task: string) => `liangma.c.${form}.${task}`;

export function readDraft<T extends object>(form: string, task: string): Partial<T> {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key(form, task)) ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Partial<T>) : {};
  } catch {
    return {};
  }
}

export function keepDraft(form: string, task: string, content: object | undefined): void {
  try {
    if (content) sessionStorage.setItem(key(form, task), JSON.stringify(content));
    else sessionStorage.removeItem(key(form, task));
  } catch (error) {
    console.debug('storage is refused: the form lives as long as its panel', error);
  }
}
