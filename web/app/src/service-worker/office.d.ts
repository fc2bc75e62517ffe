/** Made by `bundling/offline-files.ts`. */
declare module 'virtual:office' {
  /** Paths as in `$app/manifest`. */
  export const officeFiles: readonly string[];
  /** First parts of the addresses of pages. */
  export const officePaths: readonly string[];
}
