import { certificateState } from '../../bank/certificate.ts';
import { japanDate } from '../../bank/japan-time.ts';
import { routes } from '../../http/routes.ts';
import type { StoredCertificate } from '../../store/certificates.ts';
import { PKCS12_PASSPHRASE } from '../certificates.ts';
import { useControlPath, usePlace } from './place.ts';
import { Cell, Part, ReadOut, Table } from './table.tsx';

const playwright = `const context = await browser.newContext({
  ignoreHTTPSErrors: true,
  clientCertificates: [
    {
      origin: 'https://localhost:4443',
      pfxPath: 'suzuki-valid.p12',
      passphrase: '${PKCS12_PASSPHRASE}',
    },
  ],
});`;

/** A file to download. */
export function CertificateFile({ file, about, children }: { file: string; about?: string; children: string }) {
  return (
    <a href={useControlPath(routes.control.certificate, { file })}>
      {children}
      {about && <ReadOut>{about}</ReadOut>}
    </a>
  );
}

function HowTo() {
  const { certificates: words } = usePlace().words;
  return (
    <Part id="how-to" heading={words.howTo}>
      <div class="ways">
        {Object.entries(words.imports(PKCS12_PASSPHRASE)).map(([where, steps]) => (
          <section key={where}>
            <h3>{where}</h3>
            <ol>
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            {where === 'Playwright' && <pre>{playwright}</pre>}
          </section>
        ))}
      </div>
    </Part>
  );
}

function CertificateRow({ certificate, now }: { certificate: StoredCertificate; now: number }) {
  const { words } = usePlace();
  const { certificates: own } = words;
  const { id, bank, loginId, subject, notBefore, notAfter } = certificate;
  return (
    <tr>
      <Cell head="ID">
        <code>{id}</code>
      </Cell>
      <Cell head={own.subject}>
        <span lang="ja">{subject}</span>
        <small>
          {bank} {loginId}
        </small>
      </Cell>
      <Cell head={own.validity}>
        {japanDate(notBefore)} – {japanDate(notAfter)}
      </Cell>
      <Cell head={words.state}>{own.states[certificateState(certificate, now)]}</Cell>
      <Cell head={own.files}>
        {['p12', 'pem', 'key'].map((ending) => (
          <CertificateFile key={ending} file={`${id}.${ending}`} about={id}>
            {ending}
          </CertificateFile>
        ))}
      </Cell>
    </tr>
  );
}

/** The certificates to download, and how to import them. */
export function Certificates({ certificates, now }: { certificates: readonly StoredCertificate[]; now: number }) {
  const { words } = usePlace();
  const { list, subject, validity, files, authority, authorityHint } = words.certificates;
  const heads = ['ID', subject, validity, words.state, files];
  return (
    <>
      <HowTo />
      <p class="lead">
        <CertificateFile file="ca.pem">{authority}</CertificateFile>
        <small>{authorityHint}</small>
      </p>
      <Table id="certificates" caption={list(PKCS12_PASSPHRASE)} heads={heads}>
        {certificates.map((certificate) => (
          <CertificateRow key={certificate.id} certificate={certificate} now={now} />
        ))}
      </Table>
    </>
  );
}
