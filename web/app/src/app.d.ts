/** Address of the server during `vite dev`; see vite.config.ts. */
declare const __DEV_API__: string;
