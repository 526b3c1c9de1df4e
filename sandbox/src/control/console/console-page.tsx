import { certificateState } from '../../bank/certificate.ts';
import { japanTimestamp } from '../../bank/japan-time.ts';
import { noToken, type SoftwareToken } from '../../bank/software-token.ts';
import type { Problem } from '../../http/problem.ts';
import { pathTo, routes } from '../../http/routes.ts';
import { renderPage } from '../../screens/html/page.tsx';
import { listCertificates, type StoredCertificate } from '../../store/certificates.ts';
import { listClients, type RegisteredClient } from '../../store/clients.ts';
import { listAccounts, listCustomers, type TestCustomer } from '../../store/customers.ts';
import { latestMails } from '../../store/mails.ts';
import { findSoftwareToken } from '../../store/software-tokens.ts';
import { PKCS12_PASSPHRASE } from '../certificates.ts';
import { type Control, worldPath } from '../control.ts';
import { hasTokens } from '../customer-changes.ts';
import { Customers, type ShownCustomer } from './customers.tsx';
import { Mails, SHOWN_MAILS } from './mails.tsx';
import { Cell, Table } from './table.tsx';

function Banks({ control, isLinked }: { control: Control; isLinked: boolean }) {
  return (
    <Table id="banks" caption="金融機関" heads={['ID', '名称', 'issuer']}>
      {[...control.store.profiles.values()].map((profile) => (
        <tr key={profile.id}>
          <Cell head="ID">{isLinked ? <a href={`#${profile.id}`}>{profile.id}</a> : profile.id}</Cell>
          <Cell head="名称">{profile.name}</Cell>
          <Cell head="issuer">
            <code>{control.issuerOf(profile)}</code>
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

interface CertificatesProps {
  readonly certificates: readonly StoredCertificate[];
  readonly now: number;
  /** Path of the control API. */
  readonly base: string;
}

function CertificateRow({
  certificate,
  now,
  base,
}: Omit<CertificatesProps, 'certificates'> & { certificate: StoredCertificate }) {
  const link = (ending: string) => (
    <a href={`${base}${pathTo(routes.control.certificate, { file: `${certificate.id}.${ending}` })}`}>
      {ending}
      <span class="hidden"> {certificate.id}</span>
    </a>
  );
  return (
    <tr>
      <Cell head="ID">
        <code>{certificate.id}</code>
      </Cell>
      <Cell head="名義">{certificate.subject}</Cell>
      <Cell head="状態">{certificateState(certificate, now)}</Cell>
      <Cell head="ファイル">
        {link('p12')} {link('pem')} {link('key')}
      </Cell>
    </tr>
  );
}

function Certificates({ certificates, now, base }: CertificatesProps) {
  return (
    <Table
      id="certificates"
      caption={`電子証明書（PKCS#12 のパスフレーズは ${PKCS12_PASSPHRASE}）`}
      heads={['ID', '名義', '状態', 'ファイル']}
    >
      {certificates.map((certificate) => (
        <CertificateRow key={certificate.id} certificate={certificate} now={now} base={base} />
      ))}
    </Table>
  );
}

function Clients({ clients }: { clients: readonly RegisteredClient[] }) {
  const heads = ['client_id', 'client_secret', '名称', 'サービス'];
  return (
    <Table id="clients" caption="API連携先（クライアント）" heads={heads}>
      {clients.map((client) => (
        <tr key={client.clientId}>
          <Cell head="client_id">
            <code>{client.clientId}</code>
          </Cell>
          <Cell head="client_secret">
            <code>{String(client.metadata.client_secret ?? '')}</code>
          </Cell>
          <Cell head="名称">
            {client.name}（{client.companyName}）
          </Cell>
          <Cell head="サービス">{client.services.join(' ')}</Cell>
        </tr>
      ))}
    </Table>
  );
}

/** What is told of a button that could not be pressed. */
function Refusal({ problem }: { problem: Problem }) {
  return (
    // biome-ignore lint/a11y/noAutofocus: the developer pressed a button, and this is its answer
    <div class="errors" role="alert" tabIndex={-1} autoFocus>
      <p>この手続きは、今の状態ではできません。状態を確認してください。</p>
      <p lang="en">{problem.message}</p>
    </div>
  );
}

/** His token; none where he has none and could not get one on the bank's site. */
async function shownToken(control: Control, { bank, loginId }: TestCustomer): Promise<SoftwareToken | undefined> {
  const { db, profiles } = control.store;
  if (!hasTokens(control, bank)) return undefined;
  const token = (await findSoftwareToken(db, bank, loginId)) ?? noToken;
  const isOffered = profiles.get(bank)?.internetBanking !== undefined;
  return isOffered || token.state !== 'unissued' ? token : undefined;
}

async function shownCustomers(control: Control): Promise<readonly ShownCustomer[]> {
  const { db } = control.store;
  const customers = await listCustomers(db);
  return Promise.all(
    customers.map(async (customer) => ({
      customer,
      accounts: await listAccounts(db, customer),
      token: await shownToken(control, customer),
      postTo: worldPath(control) + pathTo(routes.console.customer, { bank: customer.bank, loginId: customer.loginId }),
    })),
  );
}

async function drawWorld(control: Control) {
  const { db, clock, profiles } = control.store;
  const now = clock.now();
  const shown = await shownCustomers(control);
  return (
    <>
      {[...profiles.values()].map(({ id, name }) => (
        <Customers
          key={id}
          bank={id}
          name={name}
          shown={shown.filter(({ customer }) => customer.bank === id)}
          now={now}
        />
      ))}
      <Mails mails={await latestMails(db, SHOWN_MAILS)} />
      <Certificates
        certificates={await listCertificates(db)}
        now={now}
        base={worldPath(control) + routes.controlBase}
      />
      <Clients clients={await listClients(db)} />
    </>
  );
}

/**
 * The developer's page: what is in this sandbox, and the buttons of the banks' clerks. Beyond loopback it shows nobody's
 * credentials.
 *
 * @param control - the sandbox
 * @param isPublic - whether it listens beyond loopback
 * @param refused - why a button could not be pressed
 */
export async function drawConsole(control: Control, isPublic: boolean, refused?: Problem): Promise<string> {
  const { store, version } = control;
  return renderPage({
    title: 'サンドボックスのコンソール',
    isRefusal: refused !== undefined,
    bankName: `Renkei ${version} — ${store.world.name}`,
    children: (
      <>
        {refused && <Refusal problem={refused} />}
        <p class="lead">
          世界時計 <time>{japanTimestamp(store.clock.now())}</time>　OpenAPI：
          <a href={routes.openApi.bank}>bank.json</a>、<a href={routes.openApi.sandbox}>sandbox.json</a>
        </p>
        {!isPublic && (
          <p class="lead">
            このページ：<a href="#mails">銀行からのメール</a>、<a href="#certificates">電子証明書</a>、
            <a href="#clients">API連携先</a>。テスト利用者は金融機関のIDから。
          </p>
        )}
        <Banks control={control} isLinked={!isPublic} />
        {isPublic ? (
          <p class="lead">テスト利用者の一覧は、起動時に表示されたトークンを付けて管理APIから取得してください。</p>
        ) : (
          await drawWorld(control)
        )}
      </>
    ),
  });
}
