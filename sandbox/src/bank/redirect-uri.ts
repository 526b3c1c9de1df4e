const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const expected = 'expected an absolute https: URI, or http: on loopback, without a fragment';

/**
 * What is wrong with a redirect URI that a vendor wants to register (RFC 6749 §3.1.2, RFC 8252 §7.3).
 *
 * @param uri - as it was given
 * @param isNative - a native app, which may have a scheme of its own (RFC 8252 §7.1)
 * @returns what is wrong and what was expected; `undefined` when nothing is
 */
export function redirectUriMistake(uri: string, isNative = false): string | undefined {
  const url = URL.parse(uri);
  if (url === null) return `${uri} is not a URI; ${expected}`;
  if (uri.includes('#')) return `${uri} has a fragment; ${expected}`;
  if (url.protocol === 'https:') return undefined;
  if (url.protocol === 'http:') {
    return loopback.test(url.hostname) ? undefined : `${uri} is http: on a host that is not loopback; ${expected}`;
  }
  // RFC 8252 §7.1: a scheme of one's own is a reversed domain name, which no scheme of a browser is.
  return isNative && url.protocol.includes('.') ? undefined : `${uri} has the scheme ${url.protocol}; ${expected}`;
}
