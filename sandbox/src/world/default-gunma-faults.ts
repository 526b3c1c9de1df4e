import type { WorldInput } from './world-schema.ts';

type Company = NonNullable<NonNullable<WorldInput['banks']['gunma']>['companies']>[number];
type Customer = Company['customers'][number];

const operator = (
  loginId: string,
  name: string,
  faults: NonNullable<Customer['faults']>,
  purpose: Customer['purpose'],
): Customer => ({ loginId, loginPassword: `${loginId}-pw1`, name, login: 'password', faults, purpose });

const dataApi = '/api/v1/*';

/** A company each of whose operators has one of the common faults: whoever links him meets it, without any API call. */
export const faultyCompany: Company = {
  id: 'troubles',
  name: 'サンドボックス障害試験株式会社',
  accounts: [
    {
      branchCode: '001',
      branchName: 'インターネット支店',
      number: '8000001',
      holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽｼﾖｳｶﾞｲ(ｶ',
      memo: '障害試験用',
      inquiryPin: '1234',
      inquiryPinState: 'registered',
      openingBalance: 1_000_000,
      statement: { linesPerMonth: 20 },
    },
  ],
  customers: [
    operator('kojima', '小島 経理', [{ path: dataApi, status: 503, code: 'maintenance' }], {
      ja: '連携後の照会はすべてメンテナンス中（503、Retry-After と終了予定時刻つき）',
      en: 'Links; every inquiry is answered 503 maintenance, with Retry-After and its end',
    }),
    operator('noguchi', '野口 経理', [{ path: dataApi, status: 429, every: 2 }], {
      ja: '連携後の照会は2回に1回、回数制限（429、Retry-After 1秒）',
      en: 'Links; every second inquiry is answered 429 with Retry-After 1',
    }),
    operator('osada', '長田 経理', [{ path: dataApi, delay: { fixedMs: 2000 } }], {
      ja: '連携後の照会は毎回2秒かかる',
      en: 'Links; every inquiry takes 2 seconds',
    }),
    operator('kirishima', '桐島 経理', [{ path: dataApi, effect: 'drop-connection', times: 1 }], {
      ja: '連携後、最初の照会だけ通信が切断される（リセットで元に戻る）',
      en: 'Links; the connection of the first inquiry alone is dropped, until the next reset',
    }),
    operator('arai', '新井 経理', [{ operationId: 'listTransactions', effect: 'malformed-json' }], {
      ja: '入出金明細の応答が途中で終わる不正なJSON',
      en: 'Links; statements are answered in malformed JSON',
    }),
    operator('tsuji', '辻 経理', [{ operationId: 'token', status: 500 }], {
      ja: '連携はできるが、トークンの更新は必ず失敗（500）',
      en: 'Links; every refresh at the token endpoint fails with 500',
    }),
  ],
};
