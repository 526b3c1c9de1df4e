import { refusal } from '../bank/refusal.ts';
import type { DrawScreen } from './screen.ts';

/** The linkage cannot go on; the one way left is back to the vendor. */
export const ended: DrawScreen = ({ linkage, profile }) => ({
  title: profile.errorTitle,
  lead: [refusal(linkage.refusedFor ?? 'timed_out').message],
  actions: [{ id: 'return', label: '連携先へ戻る', fields: [] }],
});
