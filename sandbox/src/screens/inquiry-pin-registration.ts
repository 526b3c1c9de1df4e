import { type AccountFacts, accountKindNames, accountLabel } from '../bank/facts.ts';
import { inquiryPinOf, inquiryPinState, inquiryPinStateLabels } from '../bank/inquiry-pin.ts';
import { isRegistrable, shownAccounts, ticked } from '../bank/linkage-state.ts';
import type { AccountColumn } from '../bank/profile.ts';
import type { DrawScreen, ScreenBody, ScreenContext, ScreenTable } from './screen.ts';

const cellOf: Readonly<Record<AccountColumn, (account: AccountFacts) => string>> = {
  account: accountLabel,
  memo: ({ memo }) => memo ?? '-',
  kind: ({ kind }) => accountKindNames[kind],
};

function accountTable(context: ScreenContext, stateColumn: string): ScreenTable {
  const { facts, linkage, now, profile, values } = context;
  const { columns, pinColumn } = profile.inquiryPinRegistration;
  const ticks = ticked(values, 'accounts');
  return {
    caption: '口座一覧',
    columns: [stateColumn, ...columns.map(({ head }) => head), pinColumn],
    rows: shownAccounts(facts).map((account) => {
      const state = inquiryPinState(account, now);
      const entered = linkage.enteredAccounts.includes(account.accountId) && state !== 'unregistered';
      const cells = columns.map(({ of }) => cellOf[of](account));
      return {
        id: account.accountId,
        selectable: isRegistrable(account, now),
        selected: ticks.includes(account.accountId),
        cells: [inquiryPinStateLabels[state], ...cells, entered ? '*****' : '-'],
      };
    }),
  };
}

/** One PIN for the accounts ticked, or an input in each row and a tick-box for all. */
function pinEntry(context: ScreenContext): Pick<ScreenBody, 'table' | 'fields' | 'actions'> {
  const { entry, selectAll, stateColumn } = context.profile.inquiryPinRegistration;
  const table = { ...accountTable(context, stateColumn), select: 'accounts' };
  const press = (fields: string[]) => [{ id: 'register', label: '登録', fields }];
  if (entry === 'one-for-selection') {
    return {
      table,
      fields: [{ name: 'inquiryPin', label: '照会用暗証番号', type: 'pin', required: true, hint: '半角数字4桁' }],
      actions: press(['accounts', 'inquiryPin']),
    };
  }
  const inputs = { prefix: inquiryPinOf(''), label: '照会用暗証番号', type: 'pin' as const, hint: '半角数字4桁' };
  return {
    table: { ...table, inputs, ...(selectAll ? { selectAll: { name: 'allAccounts', label: selectAll } } : {}) },
    fields: [],
    actions: press(['accounts']),
  };
}

/** Seed 000, 手順3; seeds 001 and 002, 手順4; 口座登録 of seed 004. */
export const inquiryPinRegistration: DrawScreen = (context) => {
  const { title, lead, notes } = context.profile.inquiryPinRegistration;
  return { title, lead: [...lead], ...pinEntry(context), notices: [{ text: [...notes] }] };
};

/** Seed 000, 手順4; seeds 001 and 002, 手順5; 口座登録 4. of seed 004. */
export const inquiryPinRegistrationResult: DrawScreen = (context) => {
  const { title, lead, stateColumn, pendingNote, registerMoreButton } = context.profile.inquiryPinRegistration.result;
  return {
    title,
    lead: [...lead],
    table: accountTable(context, stateColumn),
    actions: [
      { id: 'confirm', label: '確認', fields: [] },
      ...(registerMoreButton ? [{ id: 'register-more', label: registerMoreButton, fields: [] }] : []),
    ],
    notices: [{ text: [pendingNote] }],
  };
};
