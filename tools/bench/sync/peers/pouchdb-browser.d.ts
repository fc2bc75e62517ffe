/** The part of PouchDB that pouch-page.ts uses. */
declare module 'pouchdb-browser' {
  interface Replicating {
    from(remote: string, options: { batch_size: number }): Promise<unknown>;
    to(remote: string, options: { batch_size: number }): Promise<unknown>;
  }
  export default class PouchDB {
    constructor(name: string);
    readonly replicate: Replicating;
    info(): Promise<{ doc_count: number }>;
    bulkDocs(docs: readonly object[]): Promise<unknown>;
  }
}
