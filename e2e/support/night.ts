/** `npm run nightly` plays what the gate has no time to repeat: more looks, a longer day, a second store. */
export const IS_NIGHT = process.env.LIANGMA_NIGHTLY === '1';

/** Tag of a journey whose parts other tests show: the night plays the whole. */
export const NIGHT = '@night';
