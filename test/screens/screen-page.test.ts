import { describe, expect, it } from 'vitest';
import { renderScreen } from '../../sandbox/src/screens/html/screen-page.tsx';
import type { Screen } from '../../sandbox/src/screens/screen.ts';

const screen: Screen = {
  id: 'accounts',
  title: '口座情報',
  bank: 'gunken',
  lead: [],
  fields: [],
  notices: [],
  errors: [],
  actions: [],
};
const options = { bankName: '', postTo: '/', csrfToken: '' };

describe('a screen as a page', () => {
  it('shows a table that has no button below it', () => {
    const rows = [{ id: 'a', selectable: false, cells: ['本店営業部 (202) 普通 1111111'] }];
    const page = renderScreen({ ...screen, table: { caption: '口座一覧', columns: ['口座'], rows } }, options);
    expect(page).toContain('本店営業部 (202) 普通 1111111');
    expect(page).not.toContain('<form');
  });

  it('makes the first button that can be pressed the main one', () => {
    const actions = [
      { id: 'issue', label: 'トークン発行', fields: [], disabled: true },
      { id: 'release', label: 'ワンタイムパスワード利用解除', fields: [] },
    ];
    const page = renderScreen({ ...screen, actions }, options);
    expect(page).toMatch(/value="issue" class="other" disabled/);
    expect(page).toMatch(/value="release" class="main\b/);
  });
});
