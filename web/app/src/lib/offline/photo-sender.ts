/** Photos go up beside the events and never before them: in the leading tab, while there is network. */
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { openPhotoReceipt } from '@liangma/shared/protocol/photo-receipt';
import { verifySignature } from '@liangma/web-common/crypto/signatures';
import type { Device } from './device.svelte.ts';
import { sawSignedTime } from './device-db.ts';
import type { Line } from './line.ts';
import { bytesOfPhoto, takeStep } from './photo-rows.ts';
import { type PhotoPorts, sendPhotos } from './photo-sending.ts';
import { photosToSend } from './photo-standing.ts';
import { photoWire } from './photo-wire.ts';
import { refreshTrust } from './trust.ts';

export class PhotoSender {
  readonly #device: Device;
  readonly #ports: PhotoPorts;
  readonly #leads: Promise<void>;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  /** `leads` resolves when this tab leads. */
  constructor(device: Device, line: Line, leads: Promise<void>) {
    this.#device = device;
    const { db } = device;
    this.#leads = leads;
    this.#ports = {
      toSend: () => photosToSend(db),
      bytes: (photo) => bytesOfPhoto(db, photo),
      step: (photo, step) => takeStep(db, photo, step),
      wire: photoWire((path, init) => fetch(path, init)),
      line: (work) => line(() => device.confirmSession().then(work)),
      check: (hash, receipt) => this.#check(hash, receipt),
      goesOn: () => !this.#stopped && device.status.online,
    };
  }

  /** Sends what can be sent; asked while it does, it looks once more at the end. */
  run(): void {
    this.#again = this.#running !== undefined;
    this.#running ??= this.#leads
      .then(() => sendPhotos(this.#ports))
      .catch(console.error)
      .finally(() => {
        this.#running = undefined;
        if (this.#again && !this.#stopped) this.run();
      });
  }

  stop(): void {
    this.#stopped = true;
  }

  /** A receipt that does not hold is looked at once more with newer keys. */
  async #check(hash: string, text: string): Promise<number | 'fails' | 'unknown'> {
    const { db, wire, root } = this.#device;
    const first = await this.#receivedAt(hash, text);
    if (first !== 'fails') return first;
    const newer = await refreshTrust(db, wire, root, Date.now()).catch(() => undefined);
    if (newer === undefined) return 'unknown';
    return newer ? this.#receivedAt(hash, text) : 'fails';
  }

  async #receivedAt(hash: string, text: string): Promise<number | 'fails' | 'unknown'> {
    const trust = await this.#device.trust();
    const bytes = fromBase64Url(text);
    if (!trust) return 'unknown';
    const receipt = bytes && (await openPhotoReceipt(bytes, trust.keys, verifySignature));
    if (receipt?.hash !== hash) return 'fails';
    await sawSignedTime(this.#device.db, receipt.receivedAt);
    return receipt.receivedAt;
  }
}
