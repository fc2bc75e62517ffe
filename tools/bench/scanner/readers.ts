/** Readers of the frames. html5-qrcode appears twice, because a phone held lying gives it lying frames. */
export const READERS = ['ours', 'html5-qrcode', 'html5-qrcode, upright', 'jsQR'] as const;
export type Reader = (typeof READERS)[number];

export interface Reading {
  readonly text?: string;
  /** From a frame of the camera to the answer. */
  readonly ms: number;
}

export type Readings = Readonly<Partial<Record<Reader, Reading>>>;
