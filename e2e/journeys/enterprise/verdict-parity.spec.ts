/**
 * Every runtime gives the same verdict: WebCrypto, the fallback for browsers without Ed25519, and Node, over every signature
 * vector there is on this machine and some hundreds of codes, whole and changed, SM2 among them.
 */

import { launch } from '@liangma/testing/browser';
import { nodeOutput, type ParityInput, parityInput } from '@liangma/testing/parity/cases';
import { type Parity, serveParityPage } from '@liangma/testing/parity/page';
import { type Browser, expect, test } from '@playwright/test';

let browser: Browser;
let page: Awaited<ReturnType<typeof serveParityPage>>;
let input: ParityInput;
test.beforeAll(async () => {
  [browser, page, input] = await Promise.all([launch(), serveParityPage(), parityInput()]);
});
test.afterAll(async () => {
  await browser.close();
  page.stop();
});

/** A tab of its own: what a browser knows is asked once. */
async function inChromium(fallback: boolean) {
  const tab = await browser.newPage();
  await tab.goto(page.origin);
  await tab.waitForFunction(() => 'parity' in globalThis);
  const said = await tab.evaluate(
    ([given, without]) => (globalThis as unknown as { parity: Parity }).parity(given, without),
    [input, fallback] as const,
  );
  await tab.close();
  return said;
}

test('WebCrypto, the fallback and Node say the same of every signature and every code', async () => {
  const { should, ...node } = await nodeOutput(input);
  const { webCrypto, ...byWebCrypto } = await inChromium(false);
  const { webCrypto: none, ...byFallback } = await inChromium(true);

  expect([webCrypto, none]).toEqual([true, false]);
  expect(node.signatures).toEqual(should);
  expect(byWebCrypto).toEqual(node);
  expect(byFallback).toEqual(node);

  const counted = (word: string) => node.codes.filter((said) => said.startsWith(word)).length;
  console.log(
    `${should.length} signatures; ${node.codes.length} codes: ` +
      ['genuine', 'refuse', 'unsure'].map((word) => `${counted(word)} ${word}`).join(', '),
  );
  for (const word of ['genuine', 'refuse bad-signature', 'refuse malformed', 'unsure unknown-key']) {
    expect(counted(word), word).toBeGreaterThan(0);
  }
});
