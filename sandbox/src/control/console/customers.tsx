import type { CameraToken } from '../../bank/camera-token.ts';
import { accountLabel } from '../../bank/facts.ts';
import { inquiryPinState, inquiryPinStateLabels } from '../../bank/inquiry-pin.ts';
import { type SoftwareToken, softwareTokenStateLabels } from '../../bank/software-token.ts';
import type { Account, TestCustomer } from '../../store/customers.ts';
import { type ClerkButton, cameraTokenButtons, loginButtons, tokenButtons } from './clerk.ts';
import { Cell, Table } from './table.tsx';

/** A customer with what the console shows of him; a token only at banks that have them. */
export interface ShownCustomer {
  readonly customer: TestCustomer;
  readonly accounts: readonly Account[];
  readonly token: SoftwareToken | undefined;
  /** Where his buttons are posted to. */
  readonly postTo: string;
}

/** Where the row of a customer is on the page. */
export const rowId = (bank: string, loginId: string): string => `${bank}-${loginId}`;

const heads = {
  login: 'ログイン',
  purpose: '目的',
  accounts: '口座と照会用暗証番号',
  state: '状態と手続き',
} as const;

const cameraTokenStateLabels: Readonly<Record<CameraToken['state'], string>> = {
  'not-set-up': '初期設定前',
  'in-use': '利用中',
  suspended: '停止中',
  cancelled: '解約済み',
};

function AccountLine({ account, now }: { account: Account; now: number }) {
  const state = account.pinLocked ? '登録停止' : inquiryPinStateLabels[inquiryPinState(account, now)];
  return (
    <div>
      {accountLabel(account)} {state} <code>{account.inquiryPin}</code>
      {!account.inquiryPermitted && ' 照会権限なし'}
    </div>
  );
}

function Buttons({
  of,
  label,
  shown,
}: {
  of: readonly ClerkButton[];
  label: string;
  shown: Omit<ShownCustomer, 'accounts'>;
}) {
  const { bank, loginId } = shown.customer;
  return (
    <form method="post" action={shown.postTo} class="clerk" aria-label={label}>
      {of.map((button) => (
        <button
          type="submit"
          name="action"
          value={button.action}
          class="other"
          key={button.action}
          disabled={!button.isPossible(shown.customer, shown.token)}
        >
          {button.label}
          <span class="hidden">
            {' '}
            {bank} {loginId}
          </span>
        </button>
      ))}
    </form>
  );
}

/** What is odd about a token or its phone. */
function troublesOf({ state, appIsSetUp, phoneClockOffsetSeconds, mailFilter }: SoftwareToken): readonly string[] {
  const minutes = Math.round(phoneClockOffsetSeconds / 60);
  return [
    ...(state !== 'unissued' && !appIsSetUp ? ['アプリ未設定'] : []),
    ...(phoneClockOffsetSeconds === 0 ? [] : [`時計 ${minutes > 0 ? '+' : ''}${minutes}分`]),
    ...(mailFilter ? ['メール受信拒否'] : []),
  ];
}

function TokenState({ token }: { token: SoftwareToken }) {
  return (
    <p class="state">
      トークン：<strong>{softwareTokenStateLabels[token.state]}</strong>
      {troublesOf(token).map((trouble) => `、${trouble}`)}
    </p>
  );
}

function CameraTokenState({ cameraToken }: { cameraToken: CameraToken }) {
  return (
    <p class="state">
      カメラ付きハードトークン：<strong>{cameraTokenStateLabels[cameraToken.state]}</strong>
    </p>
  );
}

function CustomerRow({ shown, now }: { shown: ShownCustomer; now: number }) {
  const { customer, accounts, token } = shown;
  const { bank, loginId, locked, purpose, cameraToken } = customer;
  return (
    <tr id={rowId(bank, loginId)}>
      <Cell head={heads.login}>
        <code>
          <strong>{loginId}</strong>
        </code>
        <br />
        <code>{customer.loginPassword}</code>
        <small>{customer.loginMethod === 'certificate' ? '電子証明書' : 'ID・パスワード'}</small>
      </Cell>
      <Cell head={heads.purpose}>
        {purpose.ja}
        <small lang="en">{purpose.en}</small>
      </Cell>
      <Cell head={heads.accounts}>
        {accounts.map((account) => (
          <AccountLine key={account.accountId} account={account} now={now} />
        ))}
      </Cell>
      <Cell head={heads.state}>
        <p class="state">
          ログイン：<strong>{locked ? '停止中' : '利用可'}</strong>
          {customer.mailUndeliverable && '、メール不達エラー'}
        </p>
        <Buttons of={loginButtons} label={`ログインの手続き ${bank} ${loginId}`} shown={shown} />
        {cameraToken && <CameraTokenState cameraToken={cameraToken} />}
        {cameraToken && (
          <Buttons
            of={cameraTokenButtons}
            label={`カメラ付きハードトークンの手続き ${bank} ${loginId}`}
            shown={shown}
          />
        )}
        {token && <TokenState token={token} />}
        {token && <Buttons of={tokenButtons} label={`トークンの手続き ${bank} ${loginId}`} shown={shown} />}
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
  return (
    <Table id={bank} caption={`テスト利用者：${name}（${bank}）`} heads={Object.values(heads)}>
      {shown.map((one) => (
        <CustomerRow key={one.customer.loginId} shown={one} now={now} />
      ))}
    </Table>
  );
}
