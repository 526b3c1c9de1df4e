import { advance, proceed, refused, type Transition, ticked } from './linkage-state.ts';
import { refusal } from './refusal.ts';

/** 手順2: the customer selects the services that the vendor may use. */
export const serviceSelection: Readonly<Record<string, Transition>> = {
  next: (context) => {
    const { linkage, values } = context;
    const wanted = ticked(values, 'services');
    const services = linkage.offered.filter((service) => wanted.includes(service));
    if (wanted.length === 0) return refused(context, refusal('services_required', 'services'));
    if (services.length < wanted.length) return refused(context, refusal('services_unknown', 'services'));
    return proceed(advance({ ...context, linkage: { ...linkage, services } }, 'service-selection'));
  },
};
