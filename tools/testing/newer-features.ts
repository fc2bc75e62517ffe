/** Features of the web that are newer than the oldest browsers we promise, with the Chromium that brought them (MDN, caniuse). */

/** Static functions, as `Object.hasOwn`. */
export const NEWER_STATICS = {
  'AbortSignal.any': 116,
  'AbortSignal.timeout': 103,
  'Array.fromAsync': 121,
  'Map.groupBy': 117,
  'Math.sumPrecise': 147,
  'Object.groupBy': 117,
  'Object.hasOwn': 93,
  'Promise.any': 85,
  'Promise.try': 128,
  'Promise.withResolvers': 119,
  'RegExp.escape': 136,
  'Response.json': 105,
  'URL.canParse': 120,
  'URL.parse': 126,
  'Uint8Array.fromBase64': 140,
  'Uint8Array.fromHex': 140,
  'crypto.randomUUID': 92,
} as const;

/** Methods, as `list.toSorted(`. Only names that nothing else in our bundles has. */
export const NEWER_METHODS = {
  'Array.prototype.findLast': 97,
  'Array.prototype.findLastIndex': 97,
  'Array.prototype.toReversed': 110,
  'Array.prototype.toSorted': 110,
  'Array.prototype.toSpliced': 110,
  'ArrayBuffer.prototype.transferToFixedLength': 114,
  'Element.prototype.checkVisibility': 105,
  'HTMLDialogElement.prototype.requestClose': 134,
  'HTMLElement.prototype.hidePopover': 114,
  'HTMLElement.prototype.showPopover': 114,
  'HTMLElement.prototype.togglePopover': 114,
  'Map.prototype.getOrInsert': 145,
  'Node.prototype.moveBefore': 133,
  'Set.prototype.intersection': 122,
  'Set.prototype.isDisjointFrom': 122,
  'Set.prototype.isSubsetOf': 122,
  'Set.prototype.isSupersetOf': 122,
  'Set.prototype.symmetricDifference': 122,
  'String.prototype.isWellFormed': 111,
  'String.prototype.replaceAll': 85,
  'String.prototype.toWellFormed': 111,
  'Uint8Array.prototype.toBase64': 140,
} as const;

/** Methods whose names others share: only a browser without them finds out who calls them. */
export const NEWER_AND_AMBIGUOUS = [
  'Array.prototype.with',
  'Set.prototype.union',
  'Set.prototype.difference',
  'Uint8Array.prototype.toHex',
  'Iterator.prototype.map',
  'Iterator.prototype.filter',
  'Iterator.prototype.toArray',
  'Blob.prototype.bytes',
  'Response.prototype.bytes',
  'HTMLElement.prototype.popover',
] as const;

/** CSS that an older browser drops. What it may drop without harm (`text-wrap`) is not here. */
export const NEWER_CSS = [
  { name: ':has()', since: 105, pattern: /:has\(/g },
  { name: '@container', since: 105, pattern: /@container\b/g },
  { name: '@scope', since: 118, pattern: /@scope\b/g },
  { name: '@starting-style', since: 117, pattern: /@starting-style\b/g },
  { name: 'color-mix()', since: 111, pattern: /color-mix\(/g },
  { name: 'dvh, svh, lvh', since: 108, pattern: /\d[dsl]v(?:h|w|min|max|b|i)\b/g },
  { name: 'field-sizing', since: 123, pattern: /field-sizing:/g },
  { name: 'light-dark()', since: 123, pattern: /light-dark\(/g },
  { name: 'nesting', since: 120, pattern: /&[\s.:[]/g },
  { name: 'oklch(), lab()', since: 111, pattern: /\b(?:oklch|oklab|lab|lch)\(/g },
  { name: 'ranges in media queries', since: 104, pattern: /\((?:width|height) ?[<>]/g },
  { name: 'scale, rotate, translate as properties', since: 104, pattern: /[;{](?:scale|rotate|translate):/g },
  { name: 'subgrid', since: 117, pattern: /\bsubgrid\b/g },
] as const;
