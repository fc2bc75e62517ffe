/** localStorage that may be refused or full (private windows, embedded views): then what is kept lasts as long as the page. */
const session = new Map<string, string>();

export function readKept(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? session.get(key);
  } catch {
    return session.get(key);
  }
}

export function keep(key: string, value: string): void {
  session.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // kept for this page only
  }
}
