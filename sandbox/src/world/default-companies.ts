import type { WorldInput } from './world-schema.ts';

type Company = NonNullable<NonNullable<WorldInput['banks']['gunma']>['companies']>[number];
type Account = NonNullable<Company['accounts']>[number];
type Customer = Company['customers'][number];

/** Who logs in for a company, and how; what he is there to show comes with the company. */
type Operator = Omit<Customer, 'purpose'>;

const branch = { branchCode: '001', branchName: 'インターネット支店' };

/** A company with one account, which is registered, and one operator: his login shows that account and nothing else. */
function oneAccount(
  company: Pick<Company, 'id' | 'name'>,
  account: Pick<Account, 'number' | 'holder' | 'memo' | 'openingBalance' | 'statement'>,
  operator: Operator,
  purpose: Customer['purpose'],
): Company {
  return {
    ...company,
    accounts: [{ ...branch, ...account, inquiryPin: '5555', inquiryPinState: 'registered' }],
    customers: [{ ...operator, purpose }],
  };
}

const oneLine = {
  bookDate: '-P14D',
  direction: '1',
  category: '11',
  amount: 110_000,
  description: 'ｶ)ﾃｽﾄｼﾖｳﾃﾝ',
  deposit: { payerName: 'ｶ)ﾃｽﾄｼﾖｳﾃﾝ', remittingBank: 'ﾃｽﾄ', remittingBranch: 'ﾎﾝﾃﾝ', ediInformation: 'INV-000123' },
} as const;

/**
 * The companies that every bank has: accounts with no statement line, with one, and with 100,000; and an account whose
 * inquiry PIN is locked.
 *
 * @param operators - who logs in for each of them
 */
export function commonCompanies(operators: {
  readonly noLine: Operator;
  readonly oneLine: Operator;
  readonly manyLines: Operator;
  readonly lockedPin: Operator;
}): Company[] {
  return [
    oneAccount(
      { id: 'founding', name: 'サンドボックス新設株式会社' },
      { number: '7000000', holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽｼﾝｾﾂ(ｶ', memo: '明細なし', openingBalance: 100_000 },
      operators.noLine,
      {
        ja: '明細が0件の口座だけを持つ（残高は100,000円、照会用暗証番号は登録済み）',
        en: 'Only one account, registered, with no statement line at all; its balance is 100,000 yen',
      },
    ),
    oneAccount(
      { id: 'first-sale', name: 'サンドボックス初荷合同会社' },
      { number: '7000001', holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽﾊﾂﾆ(ﾄﾞ', memo: '明細1件', statement: { lines: [oneLine] } },
      operators.oneLine,
      {
        ja: '明細が1件の口座だけを持つ（開始日の14日前の入金110,000円、照会用暗証番号は登録済み）',
        en: 'Only one account, registered, with one statement line: 110,000 yen, 14 days before the world starts',
      },
    ),
    oneAccount(
      { id: 'settlement', name: 'サンドボックス決済株式会社' },
      {
        number: '7100000',
        holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽｹﾂｻｲ(ｶ',
        memo: '明細10万件',
        openingBalance: 50_000_000,
        statement: { linesPerMonth: 38_000, daysBack: 90 },
      },
      operators.manyLines,
      {
        ja: '直近90日間に明細が10万件以上ある口座だけを持つ（照会用暗証番号は登録済み）',
        en: 'Only one account, registered, with more than 100,000 statement lines in the last 90 days',
      },
    ),
    {
      id: 'lost-pin',
      name: 'サンドボックス文具株式会社',
      accounts: [
        { ...branch, number: '7200001', holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽﾌﾞﾝｸﾞ(ｶ', inquiryPin: '1234', inquiryPinLocked: true },
        {
          ...branch,
          number: '7200002',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽﾌﾞﾝｸﾞ(ｶ',
          inquiryPin: '1234',
          openingBalance: 700_000,
          statement: { linesPerMonth: 10 },
        },
      ],
      customers: [
        {
          ...operators.lockedPin,
          purpose: {
            ja: '照会用暗証番号の誤入力で登録が停止された口座（7200001）がある。7200002（1234）は登録できる',
            en: 'The inquiry PIN of 7200001 is locked after wrong tries; 7200002 (1234) can be registered',
          },
        },
      ],
    },
  ];
}
