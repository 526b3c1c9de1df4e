/** A world file of so many customers, who are all alike; the first company's account has so many lines. */
export function longWorld(customers: number, lines: number): object {
  const line = { bookDate: '2026-11-02', direction: '1', category: '11', amount: 1000, description: 'ﾌﾘｺﾐ' };
  const account = { branchCode: '001', branchName: '本店', number: '0000001', holder: 'ﾃｽﾄ', inquiryPin: '5555' };
  const companyOf = (index: number) => ({
    id: `c${index}`,
    name: 'テスト商店',
    accounts: index === 0 ? [{ ...account, statement: { lines: Array(lines).fill(line) } }] : [],
    customers: [
      {
        loginId: `user${index}`,
        loginPassword: 'user-pw1',
        name: 'テスト',
        login: 'password',
        purpose: { ja: '例', en: 'Example' },
      },
    ],
  });
  return { name: 'long', banks: { gunma: { companies: Array.from({ length: customers }, (_, at) => companyOf(at)) } } };
}
