/**
 * HTTPS request to an address that a browser named. The connection itself looks at the addresses of the name, so that a name server
 * that answers differently the second time leads nowhere. Redirects are not followed.
 */
import { lookup } from 'node:dns';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress } from '../notify/private-address.ts';

export interface PostReply {
  readonly status: number;
  /** The beginning of what it says. */
  readonly text: string;
}

export type Post = (
  address: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  patience: number,
) => Promise<PostReply>;

const LONGEST_TEXT = 200;

const publicLookup: LookupFunction = (hostname, options, callback) =>
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const refused = addresses?.find(({ address }) => isPrivateAddress(address));
    const [first] = addresses ?? [];
    if (error || refused || !first) {
      callback(error ?? new Error(`${hostname} is an address of this machine or a private network`), '', 0);
    } else if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });

/** Rejects if the service is not reached in time. */
export const postPublic: Post = (address, headers, body, patience) =>
  new Promise((resolve, reject) => {
    // A literal address is connected to without a look-up.
    if (isIP(new URL(address).hostname.replace(/^\[|\]$/g, '')) !== 0)
      return reject(new Error('an address without a name'));
    const sent = request(
      address,
      { method: 'POST', headers: { ...headers, 'content-length': String(body.length) }, lookup: publicLookup },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text = (text + part).slice(0, LONGEST_TEXT);
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        response.on('error', reject);
      },
    );
    sent.setTimeout(patience, () => sent.destroy(new Error('the push service did not answer in time')));
    sent.on('error', reject);
    sent.end(body);
  });
