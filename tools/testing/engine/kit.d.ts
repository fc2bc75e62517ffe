/** What SvelteKit gives to its pages, as far as ours use it; bundle.ts stands in for it. */
declare module '$app/env' {
  export const dev: boolean;
  export const version: string;
}
declare module '$app/paths' {
  export const resolve: (path: string) => string;
}
