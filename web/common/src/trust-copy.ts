/** Stores signed trust files in a cache of the browser. If it refuses storage, the network is asked the next time. */
export async function storeTrustCopy(cache: string, name: string, bytes: Uint8Array): Promise<void> {
  const headers = { 'content-type': 'application/cbor' };
  const copy = new Response(Uint8Array.from(bytes), { headers });
  try {
    await (await caches.open(cache)).put(name, copy);
  } catch (error) {
    console.debug('the browser refuses storage', error);
  }
}
