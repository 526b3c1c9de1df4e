import { ticked } from '../bank/linkage-state.ts';
import { serviceLabels } from '../bank/service.ts';
import type { DrawScreen } from './screen.ts';

/** 手順2 of seed 000, メニュー選択 of seed 004. */
export const serviceSelection: DrawScreen = ({ linkage, profile, values }) => {
  const { title, lead, label } = profile.serviceSelection;
  return {
    title,
    lead: [...lead],
    fields: [
      {
        name: 'services',
        label,
        type: 'checkboxes',
        required: true,
        options: linkage.offered.map((service) => ({ value: service, label: serviceLabels[service] })),
        value: [...ticked(values, 'services')],
      },
    ],
    actions: [{ id: 'next', label: '次へ', fields: ['services'] }],
  };
};
