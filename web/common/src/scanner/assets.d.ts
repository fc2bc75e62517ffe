/** Modules that the bundler makes of these two suffixes. */
declare module '*?worker' {
  const WorkerClass: new () => Worker;
  export default WorkerClass;
}
declare module '*.wasm?url' {
  const address: string;
  export default address;
}
