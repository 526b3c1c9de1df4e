import { type Command, InvalidArgumentError, Option } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { pathTo, routes } from '../http/routes.ts';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';
import { customerText } from './customers-show.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import { withExamples } from './help.ts';
import { readSecret } from './secret.ts';

type Customer = components['schemas']['Customer'];

function seconds(text: string): number {
  if (/^[+-]?\d{1,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected whole seconds, e.g. 90 or -90.');
}

interface Changes {
  readonly lock?: true;
  readonly unlock?: true;
  /** True when it has to be asked for. */
  readonly loginPassword?: string | true;
  readonly loginId?: string;
  readonly tokenAction?: string;
  readonly cameraToken?: string;
  readonly phoneClock?: number;
  readonly mailFilter?: 'on' | 'off';
  readonly mailUndeliverable?: 'on' | 'off';
}

const isOn = (value: 'on' | 'off' | undefined): boolean | undefined => value && value === 'on';

async function bodyOf({ lock, unlock, loginPassword, loginId, tokenAction, ...of }: Changes): Promise<object> {
  const body = {
    locked: lock || (unlock ? false : undefined),
    loginPassword: loginPassword === true ? await readSecret('New login password') : loginPassword,
    loginId,
    tokenAction,
    cameraTokenState: of.cameraToken,
    phoneClockOffsetSeconds: of.phoneClock,
    mailFilter: isOn(of.mailFilter),
    mailUndeliverable: isOn(of.mailUndeliverable),
  };
  if (Object.values(body).some((value) => value !== undefined)) return body;
  throw new CommandError(
    'nothing to change; say what, e.g. --unlock (see sandbox customers update --help)',
    exitCodes.usage,
  );
}

async function update(bank: string, loginId: string, changes: Changes, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ConnectionOptions>();
  const path = pathTo(routes.control.customer, { bank, loginId });
  const customer = await callControl<Customer>(options, 'PATCH', path, await bodyOf(changes));
  print(options, customer, () => customerText(customer));
}

/** `sandbox customers update BANK LOGIN_ID` */
export function updateCustomerCommand(): Command {
  const onOrOff = (flag: string, description: string) => new Option(flag, description).choices(['on', 'off']);
  const command = controlCommand('update')
    .description('change a customer as a clerk of the bank would at the counter, he himself, or his phone')
    .argument('<bank>', 'the bank')
    .argument('<loginId>', 'the customer')
    .addOption(new Option('--lock', 'lock the login').conflicts('unlock'))
    .option('--unlock', 'unlock the login, and forget the wrong tries')
    .option('--login-password [password]', 'his new password; without a value it is asked for or read from stdin')
    .option('--login-id <id>', 'his new login ID')
    .addOption(
      new Option('--token-action <action>', 'what is done to his software token').choices([
        'suspend',
        'release-suspension',
        'initialise',
        'change-phone',
      ]),
    )
    .addOption(
      new Option('--camera-token <state>', 'the state of his camera token').choices([
        'not-set-up',
        'in-use',
        'suspended',
        'cancelled',
      ]),
    )
    .option('--phone-clock <seconds>', "how far his phone's clock is ahead; negative when behind", seconds)
    .addOption(onOrOff('--mail-filter <on|off>', 'whether his phone lets no mail of the bank through'))
    .addOption(onOrOff('--mail-undeliverable <on|off>', 'whether mails to him come back'))
    .action(update);
  return withExamples(
    command,
    'sandbox customers update gunma yamamoto --unlock',
    'sandbox customers update mizuho tanaka --login-password   # asks for it; at mizuho it ends his linkages',
    "printf 'new-pw2' | sandbox customers update mizuho tanaka --login-password",
    'sandbox customers update gunken abe --token-action suspend --phone-clock -90',
  );
}
