/** Address of a form for a new draft. A tab that is reloaded, or signed in again, comes back to its own. */
export function addressOfNew(url: URL): string {
  const parameters = new URLSearchParams(url.searchParams);
  parameters.set('draft', crypto.randomUUID().slice(0, 8));
  return `${url.pathname}?${parameters.toString()}`;
}
