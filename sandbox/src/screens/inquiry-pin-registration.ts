import { accountLabel } from '../bank/facts.ts';
import { inquiryPinOf, inquiryPinState, inquiryPinStateLabels } from '../bank/inquiry-pin.ts';
import { isRegistrable, shownAccounts, ticked } from '../bank/linkage-state.ts';
import type { DrawScreen, ScreenBody, ScreenContext, ScreenTable } from './screen.ts';

function accountTable(context: ScreenContext, stateColumn: string): ScreenTable {
  const { facts, linkage, now, values } = context;
  const ticks = ticked(values, 'accounts');
  return {
    caption: '口座一覧',
    columns: [stateColumn, '照会用口座', '口座メモ', '照会用暗証番号（現在）'],
    rows: shownAccounts(facts).map((account) => {
      const state = inquiryPinState(account, now);
      const entered = linkage.enteredAccounts.includes(account.accountId) && state !== 'unregistered';
      return {
        id: account.accountId,
        selectable: isRegistrable(account, now),
        selected: ticks.includes(account.accountId),
        cells: [inquiryPinStateLabels[state], accountLabel(account), account.memo ?? '-', entered ? '*****' : '-'],
      };
    }),
  };
}

/** One PIN for the accounts ticked, or an input in each row and a tick-box for all. */
function pinEntry(context: ScreenContext): Pick<ScreenBody, 'table' | 'fields' | 'actions' | 'notices'> {
  const { entry, selectAll } = context.profile.inquiryPinRegistration;
  const table = { ...accountTable(context, '登録状況'), select: 'accounts' };
  const press = (fields: string[]) => [{ id: 'register', label: '登録', fields }];
  if (entry === 'one-for-selection') {
    const text =
      '※照会用暗証番号が異なる口座は、1口座ずつ登録し、「照会用暗証番号の追加登録」で続けて登録してください。';
    return {
      table,
      fields: [{ name: 'inquiryPin', label: '照会用暗証番号', type: 'pin', required: true, hint: '半角数字4桁' }],
      actions: press(['accounts', 'inquiryPin']),
      notices: [{ text: [text] }],
    };
  }
  const inputs = { prefix: inquiryPinOf(''), label: '照会用暗証番号', type: 'pin' as const, hint: '半角数字4桁' };
  return {
    table: { ...table, inputs, ...(selectAll ? { selectAll: { name: 'allAccounts', label: selectAll } } : {}) },
    fields: [],
    actions: press(['accounts']),
    notices: [{ text: ['※照会用暗証番号は半角数字4桁です。選択した口座の行に入力してください。'] }],
  };
}

/** Seed 000, 手順3; seeds 001 and 002, 手順4. */
export const inquiryPinRegistration: DrawScreen = (context) => ({
  title: 'API連携認証（照会用暗証番号登録）（利用登録）',
  lead: [
    '登録状況が未登録の口座を選択して、当組合へ届け出ている照会用暗証番号を入力し、「登録」ボタンを押してください。',
  ],
  ...pinEntry(context),
});

/** Seed 000, 手順4; seeds 001 and 002, 手順5. The words are those of seed 002. */
export const inquiryPinRegistrationResult: DrawScreen = (context) => {
  const { resultStateColumn, pendingNote } = context.profile.inquiryPinRegistration;
  return {
    title: 'API連携認証（照会用暗証番号登録結果）',
    lead: [
      '以下の内容で照会用暗証番号を登録しました。',
      '内容を確認の上、「確認」ボタンを押してください。',
      '照会用暗証番号を追加登録するには、「照会用暗証番号の追加登録」ボタンを押してください。',
    ],
    table: accountTable(context, resultStateColumn),
    actions: [
      { id: 'confirm', label: '確認', fields: [] },
      { id: 'register-more', label: '照会用暗証番号の追加登録', fields: [] },
    ],
    notices: [{ text: [pendingNote] }],
  };
};
