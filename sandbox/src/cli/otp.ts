import type { Command } from 'commander';
import { pathTo, routes } from '../http/routes.ts';
import { type ConnectionOptions, callControl, controlCommand, print, queryOf } from './control-client.ts';
import { withExamples } from './help.ts';

type Answer = { oneTimePassword: string; secondsLeft?: number };

/** `sandbox otp BANK LOGIN_ID [--challenge DIGITS]` */
export function otpCommand(): Command {
  const command = controlCommand('otp')
    .description("print what a customer's token shows: a software token now, a camera token for a challenge")
    .argument('<bank>', 'the bank')
    .argument('<loginId>', 'the customer')
    .option('--challenge <digits>', 'what the 2-D code on the screen says, 8 digits; for a camera token')
    .action(async (bank: string, loginId: string, options: ConnectionOptions & { challenge?: string }) => {
      const path = pathTo(routes.control.oneTimePassword, { bank, loginId });
      const answer = await callControl<Answer>(options, 'GET', path + queryOf({ challenge: options.challenge }));
      const { oneTimePassword, secondsLeft } = answer;
      print(options, answer, () =>
        secondsLeft === undefined ? oneTimePassword : `${oneTimePassword} (${secondsLeft} s left)`,
      );
    });
  return withExamples(command, 'sandbox otp gunken abe', 'sandbox otp mizuho sato --challenge 12345678');
}
