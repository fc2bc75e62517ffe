/** Resolves when the style sheet is there; without it nothing is shown, and the next try asks for it again. */
export const styled = (sheet: HTMLLinkElement): Promise<void> =>
  new Promise((resolve, reject) => {
    if (sheet.sheet) resolve();
    sheet.onload = () => resolve();
    sheet.onerror = () => {
      sheet.remove();
      reject(new Error('style sheet not loaded'));
    };
  });
