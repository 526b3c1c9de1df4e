import { realNow } from '../../world/clock.ts';
import { type Check, ok } from './finding.ts';

/** The clock and the time zone of the machine, for those who compare them with the world's. */
export const checkMachineClock: Check = () => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const now = new Date(realNow()).toISOString();
  return [ok('clock', `${now}, time zone ${timeZone}; the banks reckon in Japan time, whatever it is`)];
};
