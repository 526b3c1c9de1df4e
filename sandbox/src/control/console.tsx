import type { RequestHandler } from 'express';
import type { ComponentChildren } from 'preact';
import { certificateState } from '../bank/certificate.ts';
import { accountLabel } from '../bank/facts.ts';
import { inquiryPinState, inquiryPinStateLabels } from '../bank/inquiry-pin.ts';
import { japanTimestamp } from '../bank/japan-time.ts';
import { type SoftwareToken, softwareTokenStateLabels } from '../bank/software-token.ts';
import { pathTo, routes } from '../http/routes.ts';
import { renderPage } from '../screens/html/page.tsx';
import { listCertificates, type StoredCertificate } from '../store/certificates.ts';
import { listClients, type RegisteredClient } from '../store/clients.ts';
import { type Account, listAccounts, listCustomers, type TestCustomer } from '../store/customers.ts';
import { findSoftwareToken } from '../store/software-tokens.ts';
import { PKCS12_PASSPHRASE } from './certificates.ts';
import type { Control } from './control.ts';

function Rows({
  caption,
  heads,
  children,
}: {
  caption: string;
  heads: readonly string[];
  children: ComponentChildren;
}) {
  return (
    <div class="field">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section class="table" tabIndex={0} aria-label={caption}>
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {heads.map((head) => (
                <th scope="col" key={head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </section>
    </div>
  );
}

function CustomerRow({
  customer,
  accounts,
  token,
  now,
}: {
  customer: TestCustomer;
  token: SoftwareToken | undefined;
  accounts: readonly Account[];
  now: number;
}) {
  return (
    <tr>
      <td>{customer.bank}</td>
      <td>
        <code>{customer.loginId}</code>
      </td>
      <td>
        <code>{customer.loginPassword}</code>
      </td>
      <td>
        {customer.loginMethod === 'certificate' ? '電子証明書' : 'ID・パスワード'}
        {token && <small>{softwareTokenStateLabels[token.state]}</small>}
      </td>
      <td>
        {customer.purpose.ja}
        <small lang="en">{customer.purpose.en}</small>
      </td>
      <td>
        {accounts.map((account) => (
          <div key={account.accountId}>
            {accountLabel(account)} {inquiryPinStateLabels[inquiryPinState(account, now)]}{' '}
            <code>{account.inquiryPin}</code>
          </div>
        ))}
      </td>
    </tr>
  );
}

function CertificateRow({ certificate, now }: { certificate: StoredCertificate; now: number }) {
  const link = (ending: string) => (
    <a href={`${routes.controlBase}${pathTo(routes.control.certificate, { file: `${certificate.id}.${ending}` })}`}>
      {ending}
      <span class="hidden"> {certificate.id}</span>
    </a>
  );
  return (
    <tr>
      <td>
        <code>{certificate.id}</code>
      </td>
      <td>{certificate.subject}</td>
      <td>{certificateState(certificate, now)}</td>
      <td>
        {link('p12')} {link('pem')} {link('key')}
      </td>
    </tr>
  );
}

function ClientRow({ client }: { client: RegisteredClient }) {
  return (
    <tr>
      <td>
        <code>{client.clientId}</code>
      </td>
      <td>
        <code>{String(client.metadata.client_secret ?? '')}</code>
      </td>
      <td>
        {client.name}（{client.companyName}）
      </td>
      <td>{client.services.join(' ')}</td>
    </tr>
  );
}

/** `GET /`: what is in this sandbox, for the developer. Beyond loopback it shows nobody's credentials. */
export function consolePage(control: Control, isPublic: boolean): RequestHandler {
  return async (_req, res) => {
    const { store, issuerOf, version } = control;
    const { db, clock, profiles, world } = store;
    const now = clock.now();
    const customers = isPublic ? [] : await listCustomers(db);
    const accounts = await Promise.all(customers.map((customer) => listAccounts(db, customer)));
    const tokens = await Promise.all(customers.map(({ bank, loginId }) => findSoftwareToken(db, bank, loginId)));
    const certificates = isPublic ? [] : await listCertificates(db);
    const clients = isPublic ? [] : await listClients(db);
    const page = renderPage({
      title: 'サンドボックスのコンソール',
      bankName: `Renkei ${version} — ${world.name}`,
      children: (
        <>
          <p class="lead">
            世界時計 <time>{japanTimestamp(now)}</time>　OpenAPI：<a href={routes.openApi.bank}>bank.json</a>、
            <a href={routes.openApi.sandbox}>sandbox.json</a>
          </p>
          <Rows caption="金融機関" heads={['ID', '名称', 'issuer']}>
            {[...profiles.values()].map((profile) => (
              <tr key={profile.id}>
                <td>{profile.id}</td>
                <td>{profile.name}</td>
                <td>
                  <code>{issuerOf(profile)}</code>
                </td>
              </tr>
            ))}
          </Rows>
          {isPublic && (
            <p class="lead">テスト利用者の一覧は、起動時に表示されたトークンを付けて管理APIから取得してください。</p>
          )}
          {!isPublic && (
            <>
              <Rows
                caption="テスト利用者"
                heads={['銀行', 'ログインID', 'ログインパスワード', '方式', '目的', '口座と照会用暗証番号']}
              >
                {customers.map((customer, index) => (
                  <CustomerRow
                    key={customer.loginId}
                    customer={customer}
                    accounts={accounts[index] ?? []}
                    token={tokens[index]}
                    now={now}
                  />
                ))}
              </Rows>
              <Rows
                caption={`電子証明書（PKCS#12 のパスフレーズは ${PKCS12_PASSPHRASE}）`}
                heads={['ID', '名義', '状態', 'ファイル']}
              >
                {certificates.map((certificate) => (
                  <CertificateRow key={certificate.id} certificate={certificate} now={now} />
                ))}
              </Rows>
              <Rows caption="API連携先（クライアント）" heads={['client_id', 'client_secret', '名称', 'サービス']}>
                {clients.map((client) => (
                  <ClientRow key={client.clientId} client={client} />
                ))}
              </Rows>
            </>
          )}
        </>
      ),
    });
    res.type('html').send(page);
  };
}
