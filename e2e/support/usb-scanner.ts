/** A USB scanner: a keyboard that types in one burst and ends with Enter. */
import type { Page } from '@playwright/test';

/** ms between two keys, as the events say it: on a busy machine they may arrive later than they were made. */
const PACE = 5;

export async function scanAsKeyboard(page: Page, text: string): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  const start = Date.now();
  const strokes = [...text].map((key) => ({ key, text: key }));
  const sent = [...strokes, { key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 }].flatMap(
    (key, i) => {
      const timestamp = (start + i * PACE) / 1000;
      return (['keyDown', 'keyUp'] as const).map((type) =>
        keyboard.send('Input.dispatchKeyEvent', { ...key, ...(type === 'keyUp' ? { text: '' } : {}), type, timestamp }),
      );
    },
  );
  await Promise.all(sent);
  await keyboard.detach();
}
