/** The bytes at an address; undefined without network, or when the server has none. */
export async function fetchBytes(
  address: string,
  asked = fetch(address),
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const answer = await asked;
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
}
