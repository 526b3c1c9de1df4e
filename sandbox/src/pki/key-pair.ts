const P256 = { name: 'ECDSA', namedCurve: 'P-256' };

/** ECDSA on P-256 with SHA-256: RFC 5480 §2.1.1.1, RFC 5758 §3.2. A key pair takes well under a millisecond. */
export const signatureAlgorithm = { ...P256, hash: 'SHA-256' };

/** A new P-256 key pair that can be exported. */
export function createKeyPair(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(P256, true, ['sign', 'verify']);
}

/** DER wrapped in PEM of the given label, 64 characters a line: RFC 7468 §2. */
export function toPem(der: ArrayBuffer | Uint8Array, label: string): string {
  const base64 = Buffer.from(der instanceof Uint8Array ? der : new Uint8Array(der)).toString('base64');
  const lines = base64.match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** The DER inside the first PEM block of the given label. Throws a TypeError when there is none. */
export function fromPem(pem: string, label: string): Uint8Array<ArrayBuffer> {
  const [, base64] = new RegExp(`-----BEGIN ${label}-----([^-]+)-----END ${label}-----`).exec(pem) ?? [];
  if (base64 === undefined) throw new TypeError(`No ${label} in this PEM text`);
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}

/** A private key as unencrypted PKCS#8 PEM: RFC 5958, RFC 7468 §10. */
export async function exportPrivateKey(key: CryptoKey): Promise<string> {
  return toPem(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

/** A signing key from the PEM that `exportPrivateKey` wrote. */
export function importPrivateKey(pem: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('pkcs8', fromPem(pem, 'PRIVATE KEY'), P256, false, ['sign']);
}
