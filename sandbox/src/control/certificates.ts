import { X509Certificate } from 'node:crypto';
import type { RequestHandler } from 'express';
import { certificateState } from '../bank/certificate.ts';
import { japanTimestamp } from '../bank/japan-time.ts';
import { Problem } from '../http/problem.ts';
import { pathTo, routes } from '../http/routes.ts';
import { subjectDnOf } from '../oauth/client-certificate.ts';
import {
  findIssuedCertificate,
  type IssuedCertificate,
  listIssuedCertificates,
  revokeCertificate,
  unrevokeCertificate,
} from '../store/certificates.ts';
import { realNow } from '../world/clock.ts';
import { randomSerialNumber } from '../world/ids.ts';
import type { Control } from './control.ts';

/** The passphrase of every PKCS#12 file. */
export const PKCS12_PASSPHRASE = 'sandbox';

const PEM = 'application/x-pem-file';
const DAY = 24 * 60 * 60 * 1000;

function urlOf({ base }: Control, file: string): string {
  return `${base}${routes.controlBase}${pathTo(routes.control.certificate, { file })}`;
}

function present(control: Control, certificate: IssuedCertificate) {
  const { id, bank, loginId, subject, notBefore, notAfter, fingerprint } = certificate;
  return {
    id,
    bank,
    loginId,
    subject,
    notBefore: japanTimestamp(notBefore),
    notAfter: japanTimestamp(notAfter),
    state: certificateState(certificate, control.store.clock.now()),
    fingerprint,
    files: { p12: urlOf(control, `${id}.p12`), pem: urlOf(control, `${id}.pem`), key: urlOf(control, `${id}.key`) },
  };
}

/** `GET /certificates` */
export function getCertificates(control: Control): RequestHandler {
  return async (_req, res) => {
    await control.certificates.issue();
    const certificates = (await listIssuedCertificates(control.store.db)).map((one) => present(control, one));
    res.json({ certificates, authority: urlOf(control, 'ca.pem'), passphrase: PKCS12_PASSPHRASE });
  };
}

async function pkcs12({ certificates }: Control, certificate: IssuedCertificate): Promise<Buffer> {
  const { createPkcs12 } = await import('../pki/pkcs12.ts');
  const { foreign, bank } = await certificates.issue();
  const authority = certificate.foreign ? foreign : bank;
  const bytes = await createPkcs12({
    certificatePem: certificate.certificatePem,
    privateKeyPem: certificate.privateKeyPem,
    authorityPem: authority.certificatePem,
    friendlyName: certificate.subject,
    passphrase: PKCS12_PASSPHRASE,
  });
  return Buffer.from(bytes);
}

const YEAR = 365 * 24 * 60 * 60 * 1000;

type Subject = { commonName: string; organization?: string; dnsNames?: readonly string[] };

/** `POST /certificates` */
export function postCertificate({ certificates }: Control): RequestHandler {
  return async (req, res) => {
    const { bank: authority } = await certificates.issue();
    const { issueClientCertificate } = await import('../pki/authority.ts');
    // TLS goes by the real time; other machines' clocks may be a little behind.
    const now = realNow();
    const issued = await issueClientCertificate(authority, {
      ...(req.body as Subject),
      serialNumber: randomSerialNumber(),
      notBefore: new Date(now - 60 * 60 * 1000),
      notAfter: new Date(now + YEAR),
    });
    const { certificatePem, privateKeyPem, fingerprint, notAfter } = issued;
    res.status(201).json({
      subjectDn: subjectDnOf(new X509Certificate(certificatePem)),
      fingerprint,
      notAfter: japanTimestamp(notAfter.getTime()),
      certificatePem,
      privateKeyPem,
      authorityPem: authority.certificatePem,
    });
  };
}

/**
 * What the bank's authority has revoked by now, for who checks certificates himself. The bank asks its database instead, at
 * every step of a login (decision 004).
 */
async function revocationList({ certificates, store }: Control): Promise<string> {
  const { createRevocationList } = await import('../pki/authority.ts');
  const { bank: authority } = await certificates.issue();
  const now = store.clock.now();
  const revoked = (await listIssuedCertificates(store.db)).flatMap(({ foreign, revokedAt, certificatePem }) =>
    foreign || revokedAt === null || revokedAt > now
      ? []
      : [{ serialNumber: new X509Certificate(certificatePem).serialNumber, revokedAt: new Date(revokedAt) }],
  );
  return createRevocationList(authority, revoked, {
    now: new Date(realNow()),
    nextUpdate: new Date(realNow() + DAY),
  });
}

async function certificateAsked({ certificates, store }: Control, id: string): Promise<IssuedCertificate> {
  await certificates.issue();
  const certificate = await findIssuedCertificate(store.db, id);
  if (certificate) return certificate;
  const detail = `there is no certificate ${id}; list them with GET /sandbox/v1/certificates`;
  throw new Problem(404, 'certificate_not_found', detail);
}

/** `PUT /certificates/{certificate}/revocation` */
export function putRevocation(control: Control): RequestHandler<{ certificate: string }> {
  const { db, clock } = control.store;
  return async (req, res) => {
    const { id } = await certificateAsked(control, req.params.certificate);
    await revokeCertificate(db, id, clock.now());
    res.json(present(control, await certificateAsked(control, id)));
  };
}

/** `DELETE /certificates/{certificate}/revocation` */
export function deleteRevocation(control: Control): RequestHandler<{ certificate: string }> {
  return async (req, res) => {
    const { id } = await certificateAsked(control, req.params.certificate);
    await unrevokeCertificate(control.store.db, id);
    res.json(present(control, await certificateAsked(control, id)));
  };
}

/** `GET /certificates/{file}` */
export function downloadCertificate(control: Control): RequestHandler<{ file: string }> {
  return async (req, res) => {
    const { file } = req.params;
    const [id = '', ending] = file.split('.');
    if (file === 'ca.pem') {
      const { bank: authority } = await control.certificates.issue();
      res.attachment(file).type(PEM).send(authority.certificatePem);
      return;
    }
    if (file === 'ca.crl') {
      res
        .attachment(file)
        .type(PEM)
        .send(await revocationList(control));
      return;
    }
    const certificate = await certificateAsked(control, ending === 'crl' ? file : id);
    res.attachment(file);
    if (ending === 'p12') res.type('application/x-pkcs12').send(await pkcs12(control, certificate));
    else res.type(PEM).send(ending === 'pem' ? certificate.certificatePem : certificate.privateKeyPem);
  };
}
