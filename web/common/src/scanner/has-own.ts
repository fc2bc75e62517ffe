/** `Object.hasOwn` (Chromium 93), which zxing-wasm calls and the oldest browsers of the page behind the QR lack. */
const statics = Object as { hasOwn?: typeof Object.hasOwn };
statics.hasOwn ??= (object: object, key: PropertyKey) => Object.hasOwn(object, key);
