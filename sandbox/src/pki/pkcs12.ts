import { BmpString, OctetString } from 'asn1js';
import {
  Attribute,
  AuthenticatedSafe,
  CertBag,
  type ContentEncryptionAlgorithm,
  ContentInfo,
  EncryptedData,
  id_CertBag_X509Certificate,
  PFX,
  PKCS8ShroudedKeyBag,
  SafeBag,
  SafeContents,
} from 'pkijs';
import { fromPem } from './key-pair.ts';

/** What OpenSSL 3 uses by default. The key guards a test bank, and the file must open at once. */
const ITERATIONS = 2048;

/** Bag types, RFC 7292 §4.2, and their attributes, RFC 2985 §5.5. */
const SHROUDED_KEY = '1.2.840.113549.1.12.10.1.2';
const CERTIFICATE = '1.2.840.113549.1.12.10.1.3';
const FRIENDLY_NAME = '1.2.840.113549.1.9.20';
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21';

/**
 * A `.p12` file (RFC 7292) with the key, its certificate and the authority's certificate, for the import dialogue of a
 * browser or an operating system. All of it is encrypted by PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA256 (RFC 8018)
 * and guarded by HMAC-SHA256: no legacy algorithm anywhere. The file is DER.
 *
 * `friendlyName` is what the reader lists and may be Japanese. Throws a RangeError unless the passphrase is printable
 * ASCII, which is all that every reader encodes alike.
 */
export async function createPkcs12(options: {
  certificatePem: string;
  /** PKCS#8 PEM, unencrypted. */
  privateKeyPem: string;
  authorityPem: string;
  friendlyName: string;
  passphrase: string;
}): Promise<Uint8Array> {
  if (!/^[\x20-\x7e]+$/.test(options.passphrase)) throw new RangeError('The passphrase must be printable ASCII');
  const password = new TextEncoder().encode(options.passphrase).buffer;
  const certificate = fromPem(options.certificatePem, 'CERTIFICATE');
  const attributes = [
    new Attribute({ type: FRIENDLY_NAME, values: [new BmpString({ value: options.friendlyName })] }),
    // By this id a reader pairs the key with its certificate; by convention the certificate's SHA-1.
    new Attribute({
      type: LOCAL_KEY_ID,
      values: [new OctetString({ valueHex: await crypto.subtle.digest('SHA-1', certificate) })],
    }),
  ];

  const key = (await encrypt(fromPem(options.privateKeyPem, 'PRIVATE KEY').buffer, password)).encryptedContentInfo;
  const keyBag = new SafeBag({
    bagId: SHROUDED_KEY,
    bagValue: new PKCS8ShroudedKeyBag({
      encryptionAlgorithm: key.contentEncryptionAlgorithm,
      encryptedData: new OctetString({ valueHex: key.getEncryptedContent() }),
    }),
    bagAttributes: attributes,
  });
  const certificateBags = [
    new SafeBag({ bagId: CERTIFICATE, bagValue: certificateBag(certificate), bagAttributes: attributes }),
    new SafeBag({ bagId: CERTIFICATE, bagValue: certificateBag(fromPem(options.authorityPem, 'CERTIFICATE')) }),
  ];

  const authenticatedSafe = new AuthenticatedSafe({
    safeContents: [
      new ContentInfo({
        contentType: ContentInfo.ENCRYPTED_DATA,
        content: (await encrypt(encode(certificateBags), password)).toSchema(),
      }),
      new ContentInfo({ contentType: ContentInfo.DATA, content: new OctetString({ valueHex: encode([keyBag]) }) }),
    ],
  });
  const file = new PFX({ parsedValue: { integrityMode: 0, authenticatedSafe } });
  await file.makeInternalValues({
    password,
    iterations: ITERATIONS,
    pbkdf2HashAlgorithm: 'SHA-256',
    hmacHashAlgorithm: 'SHA-256',
  });
  return new Uint8Array(file.toSchema().toBER());
}

async function encrypt(contentToEncrypt: ArrayBuffer, password: ArrayBuffer): Promise<EncryptedData> {
  const data = new EncryptedData();
  await data.encrypt({
    contentToEncrypt,
    password,
    // The type asks for an initialisation vector too; pkijs draws its own.
    contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 } as ContentEncryptionAlgorithm,
    hmacHashAlgorithm: 'SHA-256',
    iterationCount: ITERATIONS,
  });
  // pkijs splits the text into pieces of indefinite length, which is BER; one piece makes it DER.
  const info = data.encryptedContentInfo;
  info.encryptedContent = new OctetString({ valueHex: info.getEncryptedContent() });
  return data;
}

/** The certificate's own octets: parsing and writing them again could change what was signed. */
function certificateBag(der: Uint8Array<ArrayBuffer>): CertBag {
  return new CertBag({ certId: id_CertBag_X509Certificate, certValue: new OctetString({ valueHex: der.buffer }) });
}

function encode(safeBags: SafeBag[]): ArrayBuffer {
  return new SafeContents({ safeBags }).toSchema().toBER();
}
