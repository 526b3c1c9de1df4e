import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { createKeyPair, exportPrivateKey, importPrivateKey, signatureAlgorithm } from './key-pair.ts';

/** What an end-entity certificate says; `extensions` come on top of those that every one has. */
export interface EndEntity {
  subject: Name;
  /** Hex, see `serialOctets`. */
  serialNumber: string;
  notBefore: Date;
  notAfter: Date;
  extensions: Extension[];
}

/** A new key pair and its certificate, signed by the authority: RFC 5280 §4.1, digitalSignature only. */
export async function issueEndEntity(
  authority: { certificatePem: string; privateKeyPem: string },
  entity: EndEntity,
): Promise<{ certificate: X509Certificate; privateKeyPem: string }> {
  const issuer = new X509Certificate(authority.certificatePem);
  const keys = await createKeyPair();
  const certificate = await X509CertificateGenerator.create({
    subject: entity.subject,
    issuer: issuer.subjectName,
    serialNumber: serialOctets(entity.serialNumber),
    notBefore: entity.notBefore,
    notAfter: entity.notAfter,
    publicKey: keys.publicKey,
    signingKey: await importPrivateKey(authority.privateKeyPem),
    signingAlgorithm: signatureAlgorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      ...entity.extensions,
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate, privateKeyPem: await exportPrivateKey(keys.privateKey) };
}

/** O and CN as UTF8String, so that names may be Japanese: RFC 5280 §4.1.2.4. */
export function distinguishedName(names: { commonName: string; organization?: string }): Name {
  // Typed values: a plain string would be unescaped, though a comma or a quotation mark is a part of the name.
  const organization = names.organization === undefined ? [] : [{ O: [{ utf8String: names.organization }] }];
  return new Name([...organization, { CN: [{ utf8String: names.commonName }] }]);
}

/**
 * A serial number as hex of whole octets, without leading zeros. Throws a RangeError unless it is positive and has at
 * most 20 octets with its sign: RFC 5280 §4.1.2.2.
 */
export function serialOctets(serialNumber: string): string {
  const digits = /^0*([1-9a-f][0-9a-f]*)$/i.exec(serialNumber)?.[1]?.toLowerCase() ?? '';
  const octets = digits.length % 2 === 0 ? digits : `0${digits}`;
  const limit = /^[89a-f]/.test(octets) ? 38 : 40;
  if (octets === '' || octets.length > limit) throw new RangeError(`Not a certificate serial number: ${serialNumber}`);
  return octets;
}
