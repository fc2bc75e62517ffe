/** Functions that this code uses and the oldest browsers of our targets lack (Chrome 80, Firefox 76). */
if (!String.prototype.replaceAll) {
  Object.defineProperty(String.prototype, 'replaceAll', {
    configurable: true,
    writable: true,
    value(this: string, search: string, replacement: string): string {
      return this.split(search).join(replacement);
    },
  });
}
