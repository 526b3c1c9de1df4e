import { isTicked } from '../bank/linkage-state.ts';
import { serviceLabels } from '../bank/service.ts';
import { type DrawScreen, type Screen, type ScreenContext, vendorName } from './screen.ts';

/** Seed 002, 手順6 has a place of its own for it. */
function errorDetail({ errors }: ScreenContext): Screen['notices'][number] {
  const text = errors.map(({ code, message }) => `${message}（${code}）`);
  return { heading: '詳細エラーメッセージ', text: text.length > 0 ? text : ['エラーはありません。'] };
}

/** Seed 000, 手順5; seeds 001 and 002, 手順6. */
export const consent: DrawScreen = (context) => {
  const { profile, linkage, values } = context;
  const fill = (text: string) =>
    text.replaceAll('{client}', () => vendorName(context)).replaceAll('{bank}', profile.name);
  return {
    title: 'API連携認証（情報アクセス許可）（利用登録）',
    lead: profile.consent.lead.map(fill),
    notices: [
      {
        heading: '認可対象',
        text: (linkage.services ?? linkage.offered).map((service) => serviceLabels[service]),
      },
      { heading: '認可期間', text: [`一定期間（${profile.settings.consentDays}日）`] },
      { heading: profile.consent.confirmation.heading, text: profile.consent.confirmation.text.map(fill) },
      ...(profile.consent.showsErrorDetail ? [errorDetail(context)] : []),
    ],
    fields: [
      {
        name: 'continueAuthorization',
        label: profile.consent.checkbox,
        type: 'checkbox',
        required: true,
        value: isTicked(values, 'continueAuthorization'),
      },
    ],
    actions: [
      { id: 'deny', label: '拒否', fields: [] },
      { id: 'allow', label: '許可', fields: ['continueAuthorization'] },
    ],
  };
};
