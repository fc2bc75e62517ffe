/** Photos go up beside the events and never before them: in the leading tab, while there is network. */
import { fromBase64Url } from '@liangma/shared/kernel/bytes';
import { openPhotoReceipt } from '@liangma/shared/photos/photo-receipt';
import { bestEffort } from '@liangma/web-common/best-effort';
import { verifySignature } from '@liangma/web-common/crypto/signatures';
import { sawSignedTime } from '../database/device-db.ts';
import { refreshDeviceTrust } from '../downloads/trust.ts';
import type { RetryLane } from '../lanes/retry-lane.ts';
import type { Uses } from '../parts.ts';
import { bytesOfPhoto, takeStep } from './photo-rows.ts';
import { type PhotoPorts, sendPhotos } from './photo-sending.ts';
import { photoWire } from './photo-wire.ts';
import { photosToSend } from './photos-to-send.ts';

type Parts = Uses<'db' | 'wire' | 'root' | 'clock' | 'trust' | 'online' | 'confirmSession'>;

export class PhotoSender {
  readonly #parts: Parts;
  readonly #ports: PhotoPorts;
  readonly #leads: Promise<void>;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  /** `leads` resolves when this tab leads. */
  constructor(parts: Parts, lane: RetryLane, leads: Promise<void>) {
    this.#parts = parts;
    const { db } = parts;
    this.#leads = leads;
    this.#ports = {
      toSend: () => photosToSend(db),
      bytes: (photo) => bytesOfPhoto(db, photo),
      step: (photo, step) => takeStep(db, photo, step),
      wire: photoWire((path, init) => fetch(path, init)),
      lane: (work) => lane(() => parts.confirmSession().then(work)),
      check: (hash, receipt) => this.#check(hash, receipt),
      goesOn: () => !this.#stopped && parts.online(),
    };
  }

  /** Sends all photos that can be sent. If it is asked meanwhile, it looks once more at the end. */
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

  /** Checks a receipt that fails once more with newer keys. */
  async #check(hash: string, text: string): Promise<number | 'fails' | 'unknown'> {
    const { db, wire, root, clock } = this.#parts;
    const first = await this.#receivedAt(hash, text);
    if (first !== 'fails') return first;
    const newer = await bestEffort(refreshDeviceTrust(db, wire, root, clock.now()), 'there may be no network');
    if (newer === undefined) return 'unknown';
    return newer ? this.#receivedAt(hash, text) : 'fails';
  }

  async #receivedAt(hash: string, text: string): Promise<number | 'fails' | 'unknown'> {
    const trust = await this.#parts.trust();
    const bytes = fromBase64Url(text);
    if (!trust) return 'unknown';
    const receipt = bytes && (await openPhotoReceipt(bytes, trust.keys, verifySignature));
    if (receipt?.hash !== hash) return 'fails';
    await sawSignedTime(this.#parts.db, receipt.receivedAt);
    return receipt.receivedAt;
  }
}
