/** The one way from the first screen to what comes after it. */
import type { After, Host } from '../halves.ts';
import { loadAfter } from './load-after.ts';

export class AfterDoor {
  private readonly host: Host;
  private started: Promise<After> | undefined;

  constructor(host: Host) {
    this.host = host;
  }

  /** Rejects when the network does not bring it; asked again it tries again. */
  async load(): Promise<After> {
    const start = await loadAfter();
    this.started ??= start(this.host);
    try {
      return await this.started;
    } catch (failure) {
      this.started = undefined;
      throw failure;
    }
  }

  /** Only where it is already there. */
  async tell(work: (after: After) => void): Promise<void> {
    if (this.started) work(await this.started);
  }

  async end(): Promise<void> {
    await this.tell((after) => after.end());
    this.started = undefined;
  }
}
