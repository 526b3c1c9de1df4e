import { ticked } from '../bank/linkage-state.ts';
import { serviceLabels } from '../bank/service.ts';
import { type DrawScreen, vendorName } from './screen.ts';

/** 手順2 of seed 000. */
export const serviceSelection: DrawScreen = (context) => ({
  title: 'API連携認証（認可業務選択）（利用登録）',
  lead: [`${vendorName(context)}にて利用する業務を選択し、「次へ」ボタンを押してください。`],
  fields: [
    {
      name: 'services',
      label: '利用業務を選択',
      type: 'checkboxes',
      required: true,
      options: context.linkage.offered.map((service) => ({ value: service, label: serviceLabels[service] })),
      value: [...ticked(context.values, 'services')],
    },
  ],
  actions: [{ id: 'next', label: '次へ', fields: ['services'] }],
});
