import type { WorldInput } from '../../sandbox/src/world/world-schema.ts';

type Company = NonNullable<NonNullable<WorldInput['banks']['gunma']>['companies']>[number];

const CUSTOMERS = 10_000;
/** 400 days of so many lines a month, in two accounts, are a little over a million lines. */
const LINES_PER_MONTH = 39_000;

const branch = { branchCode: '001', branchName: 'インターネット支店', inquiryPin: '5555' } as const;

function company(index: number): Company {
  const number = String(index).padStart(7, '0');
  const account = (ending: number, linesPerMonth: number) => ({
    ...branch,
    branchCode: `00${ending}`,
    number,
    holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽ',
    inquiryPinState: 'registered' as const,
    openingBalance: 1_000_000,
    statement: { linesPerMonth },
  });
  const accounts = index === 0 ? [account(1, LINES_PER_MONTH), account(2, LINES_PER_MONTH)] : [account(1, 10)];
  const loginId = `user${index}`;
  return {
    id: `company-${index}`,
    name: `サンドボックス第${index}株式会社`,
    accounts,
    customers: [
      {
        loginId,
        name: `テスト担当${index}`,
        purpose: { ja: '大きな世界の顧客', en: 'A customer of the large world' },
        loginPassword: `${loginId}-pw1`,
        login: 'password',
      },
    ],
  };
}

/** A world of 10,000 customers; the first of them, `user0`, has a million statement lines. */
export const bigWorld: WorldInput = {
  banks: { gunma: { companies: Array.from({ length: CUSTOMERS }, (_, index) => company(index)) } },
};
