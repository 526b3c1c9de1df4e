import type { Command } from 'commander';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';

type Answer = { oneTimePassword: string; secondsLeft: number };

/** `sandbox otp BANK LOGIN_ID` */
export function otpCommand(): Command {
  return controlCommand('otp')
    .description("print what a customer's software token shows now")
    .argument('<bank>', 'the bank')
    .argument('<loginId>', 'the customer')
    .action(async (bank: string, loginId: string, options: ConnectionOptions) => {
      const path = `/customers/${encodeURIComponent(bank)}/${encodeURIComponent(loginId)}/one-time-password`;
      const answer = await callControl<Answer>(options, 'GET', path);
      print(options, answer, () => `${answer.oneTimePassword} (${answer.secondsLeft} s left)`);
    });
}
