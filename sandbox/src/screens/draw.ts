import { canAbort } from '../bank/linkage.ts';
import type { ScreenId } from '../bank/linkage-state.ts';
import { additionalAuthentication } from './additional-authentication.ts';
import { certificatePassword, certificateRefused, certificateSelection } from './certificate-selection.ts';
import { consent } from './consent.ts';
import { ended } from './ended.ts';
import { entry } from './entry.ts';
import { inquiryPinRegistration, inquiryPinRegistrationResult } from './inquiry-pin-registration.ts';
import { oneTimePasswordScreen, twoDimensionalCode } from './one-time-password.ts';
import type { DrawScreen, Screen, ScreenContext } from './screen.ts';
import { serviceSelection } from './service-selection.ts';
import { fillWords } from './words.ts';

const screens: Readonly<Record<ScreenId, DrawScreen>> = {
  entry,
  'certificate-selection': certificateSelection,
  'certificate-password': certificatePassword,
  'certificate-refused': certificateRefused,
  'additional-authentication': additionalAuthentication,
  'one-time-password': oneTimePasswordScreen,
  'two-dimensional-code': twoDimensionalCode,
  'service-selection': serviceSelection,
  'inquiry-pin-registration': inquiryPinRegistration,
  'inquiry-pin-registration-result': inquiryPinRegistrationResult,
  consent,
  ended,
};

/** The screen that a linkage shows now. */
export function drawScreen(context: ScreenContext): Screen {
  const { linkage, profile, errors } = context;
  const body = screens[linkage.screen](context);
  const abort = canAbort(linkage, profile) ? [{ id: 'abort', label: profile.abortButton as string, fields: [] }] : [];
  const drawn = {
    id: linkage.screen,
    bank: profile.id,
    lead: [],
    fields: [],
    notices: [],
    ...body,
    actions: [...body.actions, ...abort],
    errors: [...errors],
  };
  return fillWords(drawn, context);
}

/** A screen outside of a linkage that can go on: a title, what happened and what to do. */
export function messageScreen(bank: string, title: string, code: string, message: string): Screen {
  return { id: 'message', title, bank, lead: [], fields: [], notices: [], actions: [], errors: [{ code, message }] };
}
