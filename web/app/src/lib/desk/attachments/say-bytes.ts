/** Sizes and names of files as people read them. */
const MB = 1024 * 1024;

export const sayBytes = (bytes: number): string =>
  bytes < MB ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / MB).toFixed(bytes % MB === 0 ? 0 : 1)} MB`;

/** A name without characters of paths, and short enough to be kept; its ending stays. */
export function fileName(name: string): string {
  const clean = name.replace(/[\p{Cc}/\\]/gu, ' ').trim() || 'file';
  if (clean.length <= MOST) return clean;
  const ending = /\.[a-z0-9]{1,5}$/i.exec(clean)?.[0] ?? '';
  return clean.slice(0, MOST - ending.length) + ending;
}

const MOST = 100;
