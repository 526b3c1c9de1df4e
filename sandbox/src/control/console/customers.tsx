import { accountLabel } from '../../bank/facts.ts';
import { inquiryPinState } from '../../bank/inquiry-pin.ts';
import type { Account } from '../../store/customers.ts';
import { CertificateFile } from './certificates.tsx';
import { loginButtons } from './clerk.ts';
import { ClerkButtons, rowId } from './clerk-buttons.tsx';
import type { ShownCustomer } from './customers-shown.ts';
import { usePlace } from './place.ts';
import { Cell, Copyable, Table } from './table.tsx';
import { CameraTokenOf, SoftwareTokenOf } from './tokens.tsx';

/** Who he is, and what he logs in with. */
function Credentials({ shown: { customer, certificates } }: { shown: ShownCustomer }) {
  const { words } = usePlace();
  const { customers: own, banks } = words;
  const { loginId, loginPassword, loginMethod, name, company, additionalAuthentication: asked } = customer;
  return (
    <>
      <Copyable text={loginId} name={`${own.loginId} ${loginId}`} />
      <Copyable text={loginPassword} name={`${own.password} ${loginId}`} />
      <small>{banks.methods[loginMethod]}</small>
      <small lang="ja">
        {name}（{company}）
      </small>
      {asked && (
        <small>
          {own.question}
          <span lang="ja">{asked.question}</span> <Copyable text={asked.answer} name={`${own.answer} ${loginId}`} />
        </small>
      )}
      {certificates.length > 0 && (
        <small>
          {own.certificates}
          {certificates.map((id) => (
            <CertificateFile key={id} file={`${id}.p12`}>
              {id}
            </CertificateFile>
          ))}
        </small>
      )}
    </>
  );
}

function AccountLine({ account, now }: { account: Account; now: number }) {
  const { customers: words } = usePlace().words;
  const state = account.pinLocked ? words.pinLocked : words.pinStates[inquiryPinState(account, now)];
  return (
    <div>
      <span lang="ja">{accountLabel(account)}</span> {state} <code>{account.inquiryPin}</code>
      {!account.inquiryPermitted && ` ${words.noInquiry}`}
    </div>
  );
}

function CustomerRow({ shown }: { shown: ShownCustomer }) {
  const { words, lang } = usePlace();
  const { customers: own } = words;
  const { customer, accounts, now } = shown;
  return (
    <tr id={rowId(customer)} data-live="">
      <Cell head={own.login}>
        <Credentials shown={shown} />
      </Cell>
      <Cell head={own.purpose}>{customer.purpose[lang]}</Cell>
      <Cell head={own.accounts}>
        {accounts.map((account) => (
          <AccountLine key={account.accountId} account={account} now={now} />
        ))}
      </Cell>
      <Cell head={own.state}>
        <p class="state">
          {own.loginState}
          <strong>{customer.locked ? own.locked : own.usable}</strong>
          {customer.mailUndeliverable && own.undeliverable}
        </p>
        <ClerkButtons of={loginButtons} label={own.loginActions} shown={shown} />
        <CameraTokenOf shown={shown} />
        <SoftwareTokenOf shown={shown} />
      </Cell>
    </tr>
  );
}

/** The test customers of a bank, with the buttons of its clerk. */
export function Customers({ shown }: { shown: readonly ShownCustomer[] }) {
  const { words } = usePlace();
  const { login, purpose, accounts, state } = words.customers;
  return (
    <Table id="customers" caption={words.sections.customers.heading} heads={[login, purpose, accounts, state]}>
      {shown.map((one) => (
        <CustomerRow key={one.customer.loginId} shown={one} />
      ))}
    </Table>
  );
}
