import { createCipheriv, pbkdf2Sync } from 'node:crypto';
import { BmpString, Null, OctetString } from 'asn1js';
import {
  AlgorithmIdentifier,
  Attribute,
  AuthenticatedSafe,
  CertBag,
  ContentInfo,
  DigestInfo,
  EncryptedContentInfo,
  EncryptedData,
  getCrypto,
  id_CertBag_X509Certificate,
  MacData,
  PBES2Params,
  PBKDF2Params,
  PFX,
  PKCS8ShroudedKeyBag,
  SafeBag,
  SafeContents,
} from 'pkijs';
import { randomOctets } from '../world/ids.ts';
import { fromPem } from './key-pair.ts';

/** What OpenSSL 3 uses by default. The key guards a test bank, and the file must open at once. */
const ITERATIONS = 2048;
/** Bytes, as OpenSSL's. pkijs would take 64, and with so long a salt Windows calls the password wrong (PKI.js #300). */
const SALT = 8;

/** Algorithms: PBES2 and PBKDF2 of RFC 8018 §C, HMAC and AES-256-CBC that they use, and SHA-256. */
const oids = {
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  hmacWithSha256: '1.2.840.113549.2.9',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
  sha256: '2.16.840.1.101.3.4.2.1',
} as const;

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
  const { passphrase } = options;
  const certificate = fromPem(options.certificatePem, 'CERTIFICATE');
  const attributes = [
    new Attribute({ type: FRIENDLY_NAME, values: [new BmpString({ value: options.friendlyName })] }),
    // By this id a reader pairs the key with its certificate; by convention the certificate's SHA-1.
    new Attribute({
      type: LOCAL_KEY_ID,
      values: [new OctetString({ valueHex: await crypto.subtle.digest('SHA-1', certificate) })],
    }),
  ];

  const key = encrypt(fromPem(options.privateKeyPem, 'PRIVATE KEY'), passphrase);
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

  const certificates = new EncryptedData({ encryptedContentInfo: encrypt(encode(certificateBags), passphrase) });
  const content = new AuthenticatedSafe({
    safeContents: [
      new ContentInfo({ contentType: ContentInfo.ENCRYPTED_DATA, content: certificates.toSchema() }),
      new ContentInfo({ contentType: ContentInfo.DATA, content: new OctetString({ valueHex: encode([keyBag]) }) }),
    ],
  })
    .toSchema()
    .toBER();
  const file = new PFX({
    authSafe: new ContentInfo({ contentType: ContentInfo.DATA, content: new OctetString({ valueHex: content }) }),
    macData: await guard(content, passphrase),
  });
  return new Uint8Array(file.toSchema().toBER());
}

/** Encrypts by PBES2. */
function encrypt(content: Uint8Array | ArrayBuffer, passphrase: string) {
  const [salt, iv] = [randomOctets(SALT), randomOctets(16)];
  const cipher = createCipheriv('aes-256-cbc', pbkdf2Sync(passphrase, salt, ITERATIONS, 32, 'sha256'), iv);
  const encrypted = Buffer.concat([cipher.update(new Uint8Array(content)), cipher.final()]);
  const prf = new AlgorithmIdentifier({ algorithmId: oids.hmacWithSha256, algorithmParams: new Null() });
  const derivation = new PBKDF2Params({ salt: octets(salt), iterationCount: ITERATIONS, prf });
  const parameters = new PBES2Params({
    keyDerivationFunc: new AlgorithmIdentifier({ algorithmId: oids.pbkdf2, algorithmParams: derivation.toSchema() }),
    encryptionScheme: new AlgorithmIdentifier({ algorithmId: oids.aes256Cbc, algorithmParams: octets(iv) }),
  });
  const contentEncryptionAlgorithm = new AlgorithmIdentifier({
    algorithmId: oids.pbes2,
    algorithmParams: parameters.toSchema(),
  });
  return new EncryptedContentInfo({
    contentType: ContentInfo.DATA,
    contentEncryptionAlgorithm,
    encryptedContent: octets(encrypted),
    // Pieces of indefinite length would be BER; one piece makes it DER.
    disableSplit: true,
  });
}

/** The HMAC over the content, RFC 7292 §4 and appendix B. */
async function guard(content: ArrayBuffer, passphrase: string): Promise<MacData> {
  const salt = new Uint8Array(randomOctets(SALT)).buffer;
  const digest = await getCrypto(true).stampDataWithPassword({
    password: new TextEncoder().encode(passphrase).buffer,
    hashAlgorithm: 'SHA-256',
    salt,
    iterationCount: ITERATIONS,
    contentToStamp: content,
  });
  return new MacData({
    mac: new DigestInfo({
      digestAlgorithm: new AlgorithmIdentifier({ algorithmId: oids.sha256, algorithmParams: new Null() }),
      digest: new OctetString({ valueHex: digest }),
    }),
    macSalt: new OctetString({ valueHex: salt }),
    iterations: ITERATIONS,
  });
}

const octets = (bytes: Uint8Array): OctetString => new OctetString({ valueHex: new Uint8Array(bytes) });

/** The certificate's own octets: parsing and writing them again could change what was signed. */
function certificateBag(der: Uint8Array<ArrayBuffer>): CertBag {
  return new CertBag({ certId: id_CertBag_X509Certificate, certValue: new OctetString({ valueHex: der.buffer }) });
}

function encode(safeBags: SafeBag[]): ArrayBuffer {
  return new SafeContents({ safeBags }).toSchema().toBER();
}
