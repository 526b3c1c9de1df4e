import { accountLabel } from '../../bank/facts.ts';
import { inquiryPinState } from '../../bank/inquiry-pin.ts';
import type { SoftwareToken } from '../../bank/software-token.ts';
import { pathTo, routes } from '../../http/routes.ts';
import type { Account, TestCustomer } from '../../store/customers.ts';
import { type ClerkButton, cameraTokenButtons, loginButtons, tokenButtons } from './clerk.ts';
import { usePlace } from './language.ts';
import { Cell, Copyable, Table } from './table.tsx';

/** A customer with what the console shows of him; a token only at banks that have them. */
export interface ShownCustomer {
  readonly customer: TestCustomer;
  readonly accounts: readonly Account[];
  readonly token: SoftwareToken | undefined;
  /** What his software token shows now, if it shows anything. */
  readonly password: { readonly oneTimePassword: string; readonly secondsLeft: number } | undefined;
  /** Where his buttons are posted to. */
  readonly postTo: string;
}

/** Where the row of a customer is on the page. */
export const rowId = (bank: string, loginId: string): string => `${bank}-${loginId}`;

function AccountLine({ account, now }: { account: Account; now: number }) {
  const { customers: words } = usePlace().words;
  const state = account.pinLocked ? words.pinLocked : words.pinStates[inquiryPinState(account, now)];
  return (
    <div>
      {accountLabel(account)} {state} <code>{account.inquiryPin}</code>
      {!account.inquiryPermitted && ` ${words.noInquiry}`}
    </div>
  );
}

function Buttons({ of, label, shown }: { of: readonly ClerkButton[]; label: string; shown: ShownCustomer }) {
  const { words, query } = usePlace();
  const { bank, loginId } = shown.customer;
  return (
    <form method="post" action={shown.postTo + query} class="clerk" aria-label={label}>
      {of.map((button) => (
        <button
          type="submit"
          name="action"
          value={button.action}
          class="other"
          key={button.action}
          disabled={!button.isPossible(shown.customer, shown.token)}
        >
          {words.customers.clerk[button.action]}
          <span class="hidden">
            {' '}
            {bank} {loginId}
          </span>
        </button>
      ))}
    </form>
  );
}

function TokenState({ token }: { token: SoftwareToken }) {
  const { customers: words } = usePlace().words;
  const { state, appIsSetUp, phoneClockOffsetSeconds, mailFilter } = token;
  const minutes = Math.round(phoneClockOffsetSeconds / 60);
  return (
    <p class="state">
      {words.token}
      <strong>{words.tokenStates[state]}</strong>
      {state !== 'unissued' && !appIsSetUp && words.appNotSetUp}
      {phoneClockOffsetSeconds !== 0 && words.phoneClock(`${minutes > 0 ? '+' : ''}${minutes}`)}
      {mailFilter && words.mailFilter}
    </p>
  );
}

/** What the token shows, and for how long; the script counts down. */
function OneTimePassword({ shown: { customer, password } }: { shown: ShownCustomer }) {
  const { words, path } = usePlace();
  if (password === undefined) return null;
  const { bank, loginId } = customer;
  const { oneTimePassword, left, asJson } = words.customers;
  return (
    <div class="shown-password">
      <span>{oneTimePassword}</span> <Copyable text={password.oneTimePassword} name={`${oneTimePassword} ${loginId}`} />
      <small>
        {left.before} <span data-left={password.secondsLeft}>{password.secondsLeft}</span> {left.after}{' '}
        <a href={path + routes.controlBase + pathTo(routes.control.oneTimePassword, { bank, loginId })}>
          {asJson}
          <span class="hidden">
            {' '}
            {bank} {loginId}
          </span>
        </a>
      </small>
    </div>
  );
}

function CustomerRow({ shown, now }: { shown: ShownCustomer; now: number }) {
  const { words, lang } = usePlace();
  const heads = words.customers;
  const { customer, accounts, token } = shown;
  const { bank, loginId, locked, purpose, cameraToken } = customer;
  return (
    <tr id={rowId(bank, loginId)} data-live="">
      <Cell head={heads.login}>
        <strong>
          <Copyable text={loginId} name={`ID ${loginId}`} />
        </strong>
        <br />
        <Copyable text={customer.loginPassword} name={`password ${loginId}`} />
        <small>{words.banks.methods[customer.loginMethod]}</small>
      </Cell>
      <Cell head={heads.purpose}>{purpose[lang]}</Cell>
      <Cell head={heads.accounts}>
        {accounts.map((account) => (
          <AccountLine key={account.accountId} account={account} now={now} />
        ))}
      </Cell>
      <Cell head={heads.state}>
        <p class="state">
          {heads.loginState}
          <strong>{locked ? heads.locked : heads.usable}</strong>
          {customer.mailUndeliverable && heads.undeliverable}
        </p>
        <Buttons of={loginButtons} label={`${heads.loginActions} ${bank} ${loginId}`} shown={shown} />
        {cameraToken && (
          <p class="state">
            {heads.cameraToken}
            <strong>{heads.cameraStates[cameraToken.state]}</strong>
          </p>
        )}
        {cameraToken && (
          <Buttons of={cameraTokenButtons} label={`${heads.cameraActions} ${bank} ${loginId}`} shown={shown} />
        )}
        <OneTimePassword shown={shown} />
        {token && <TokenState token={token} />}
        {token && <Buttons of={tokenButtons} label={`${heads.tokenActions} ${bank} ${loginId}`} shown={shown} />}
      </Cell>
    </tr>
  );
}

/** The test customers of a bank, with the buttons of its clerk. */
export function Customers({
  bank,
  name,
  shown,
  now,
}: {
  bank: string;
  name: string;
  shown: readonly ShownCustomer[];
  now: number;
}) {
  const { customers: words } = usePlace().words;
  const heads = [words.login, words.purpose, words.accounts, words.state];
  return (
    <Table id={bank} caption={`${words.heading}：${name}（${bank}）`} heads={heads}>
      {shown.map((one) => (
        <CustomerRow key={one.customer.loginId} shown={one} now={now} />
      ))}
    </Table>
  );
}
