import { isTicked } from '../bank/linkage-state.ts';
import { serviceLabels } from '../bank/service.ts';
import type { DrawScreen, Screen, ScreenContext } from './screen.ts';

/** Seed 002, 手順6 has a place of its own for it. */
function errorDetail({ errors }: ScreenContext): Screen['notices'][number] {
  const text = errors.map(({ code, message }) => `${message}（${code}）`);
  return { heading: '詳細エラーメッセージ', text: text.length > 0 ? text : ['エラーはありません。'] };
}

/** Seed 000, 手順5; seeds 001 and 002, 手順6; 認証認可 of seed 004. */
export const consent: DrawScreen = (context) => {
  const { profile, linkage, values } = context;
  const { title, lead, confirmation, checkbox, denyButton, showsErrorDetail } = profile.consent;
  return {
    title,
    lead: [...lead],
    notices: [
      {
        heading: '認可対象',
        text: (linkage.services ?? linkage.offered).map((service) => serviceLabels[service]),
      },
      { heading: '認可期間', text: [`一定期間（${profile.settings.consentDays}日）`] },
      { heading: confirmation.heading, text: [...confirmation.text] },
      ...(showsErrorDetail ? [errorDetail(context)] : []),
    ],
    fields: [
      {
        name: 'continueAuthorization',
        label: checkbox,
        type: 'checkbox',
        required: true,
        value: isTicked(values, 'continueAuthorization'),
      },
    ],
    actions: [
      ...(denyButton ? [{ id: 'deny', label: denyButton, fields: [] }] : []),
      { id: 'allow', label: '許可', fields: ['continueAuthorization'] },
    ],
  };
};
