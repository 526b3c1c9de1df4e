/**
 * The S256 code challenge of a code verifier: RFC 7636 §4.2.
 *
 * Not `calculatePKCECodeChallenge` of oauth4webapi: under jsdom the digest is no instance of the global `ArrayBuffer`.
 */
export async function codeChallenge(codeVerifier: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(codeVerifier)));
  return btoa(String.fromCharCode(...digest)).replace(/[+/=]/g, (sign) => ({ '+': '-', '/': '_' })[sign] ?? '');
}
