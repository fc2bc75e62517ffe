/** The modules of SvelteKit that our pages use; bundle.ts stands in for them. */
declare module '$app/env' {
  export const dev: boolean;
  export const version: string;
}
declare module '$app/paths' {
  export const resolve: (path: string) => string;
}
