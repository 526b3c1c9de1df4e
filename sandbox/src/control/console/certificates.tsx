import { certificateState } from '../../bank/certificate.ts';
import { pathTo, routes } from '../../http/routes.ts';
import type { StoredCertificate } from '../../store/certificates.ts';
import { PKCS12_PASSPHRASE } from '../certificates.ts';
import { usePlace } from './language.ts';
import { Cell, Section, Table } from './table.tsx';

function FileLink({ file, children }: { file: string; children: string }) {
  const { path } = usePlace();
  return (
    <a href={path + routes.controlBase + pathTo(routes.control.certificate, { file })}>
      {children}
      {file.startsWith('ca.') || <span class="hidden"> {file}</span>}
    </a>
  );
}

/** The certificates to download, and how to import them. */
export function Certificates({ certificates, now }: { certificates: readonly StoredCertificate[]; now: number }) {
  const { words } = usePlace();
  const own = words.certificates;
  return (
    <Section id="certificates" heading={own.heading}>
      <details class="how-to">
        <summary>{own.howTo}</summary>
        <ol>
          {own.steps(PKCS12_PASSPHRASE).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </details>
      <p class="lead">
        <FileLink file="ca.pem">{own.authority}</FileLink>
      </p>
      <Table
        id="certificate-list"
        caption={own.caption(PKCS12_PASSPHRASE)}
        heads={['ID', own.subject, words.state, own.files]}
      >
        {certificates.map((certificate) => (
          <tr key={certificate.id}>
            <Cell head="ID">
              <code>{certificate.id}</code>
            </Cell>
            <Cell head={own.subject}>{certificate.subject}</Cell>
            <Cell head={words.state}>{certificateState(certificate, now)}</Cell>
            <Cell head={own.files}>
              <FileLink file={`${certificate.id}.p12`}>p12</FileLink>{' '}
              <FileLink file={`${certificate.id}.pem`}>pem</FileLink>{' '}
              <FileLink file={`${certificate.id}.key`}>key</FileLink>
            </Cell>
          </tr>
        ))}
      </Table>
    </Section>
  );
}
