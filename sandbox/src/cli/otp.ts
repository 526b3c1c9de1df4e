import type { Command } from 'commander';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';

type Answer = { oneTimePassword: string; secondsLeft?: number };

/** `sandbox otp BANK LOGIN_ID [--challenge DIGITS]` */
export function otpCommand(): Command {
  return controlCommand('otp')
    .description("print what a customer's token shows: a software token now, a camera token for a challenge")
    .argument('<bank>', 'the bank')
    .argument('<loginId>', 'the customer')
    .option('--challenge <digits>', 'what the 2-D code on the screen says, 8 digits; for a camera token')
    .action(async (bank: string, loginId: string, options: ConnectionOptions & { challenge?: string }) => {
      const path = `/customers/${encodeURIComponent(bank)}/${encodeURIComponent(loginId)}/one-time-password`;
      const query = options.challenge === undefined ? '' : `?challenge=${encodeURIComponent(options.challenge)}`;
      const answer = await callControl<Answer>(options, 'GET', path + query);
      const { oneTimePassword, secondsLeft } = answer;
      print(options, answer, () =>
        secondsLeft === undefined ? oneTimePassword : `${oneTimePassword} (${secondsLeft} s left)`,
      );
    });
}
