import { type Command, InvalidArgumentError, Option } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { pathTo, routes } from '../http/routes.ts';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import { readJson } from './files.ts';
import { withExamples } from './help.ts';
import { wholeNumber } from './options.ts';
import { table } from './table.ts';

type NewLine = components['schemas']['NewLine'];
type Transaction = components['schemas']['Transaction'];

async function book(bank: string, accountId: string, body: unknown, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ConnectionOptions>();
  const path = pathTo(routes.control.lines, { bank, accountId });
  const answer = await callControl<{ transactions: Transaction[] }>(options, 'POST', path, body);
  const rows = answer.transactions.map(({ transactionId, bookDate, direction, amount, balance, description }) => [
    transactionId,
    bookDate,
    `${direction === '1' ? '+' : '-'}${amount}`,
    String(balance),
    description,
  ]);
  print(options, answer, () => table(['TRANSACTION', 'BOOKED', 'AMOUNT', 'BALANCE', 'DESCRIPTION'], rows));
}

interface AddOptions {
  readonly file?: string;
  readonly amount?: number;
  readonly out?: true;
  readonly description?: string;
  readonly category?: NewLine['category'];
  readonly valueDate?: string;
  readonly payer?: string;
  readonly fromBank?: string;
  readonly fromBranch?: string;
  readonly edi?: string;
}

function lineOf({ amount, out, description, category, valueDate, payer, fromBank, fromBranch, edi }: AddOptions) {
  if (amount === undefined || description === undefined) {
    throw new CommandError('no line; give --amount and --description, or --file', exitCodes.usage);
  }
  const sender = { payerName: payer, remittingBank: fromBank, remittingBranch: fromBranch, ediInformation: edi };
  const hasSender = Object.values(sender).some((value) => value !== undefined);
  return {
    direction: out ? '2' : '1',
    amount,
    description,
    category,
    valueDate,
    deposit: hasSender ? sender : undefined,
  };
}

async function add(bank: string, accountId: string, options: AddOptions, command: Command): Promise<void> {
  const { file, ...line } = options;
  const lines = file === undefined ? [lineOf(line)] : await readJson('--file', file, 'a list of statement lines');
  await book(bank, accountId, { lines }, command);
}

function date(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  throw new InvalidArgumentError('expected a date, e.g. 2026-11-20.');
}

/** `sandbox lines add|correct BANK ACCOUNT_ID` */
export function linesCommand(): Command {
  const part = (name: string, description: string) =>
    controlCommand(name)
      .description(description)
      .argument('<bank>', 'the bank')
      .argument('<accountId>', 'the account; sandbox customers show lists them');
  const adding = part('add', 'book lines on the account now, after all that is there')
    .option('--amount <yen>', 'whole yen', wholeNumber)
    .option('--description <text>', '摘要, in half-width kana of the Zengin set')
    .option('--out', 'a payment; without it the money comes in')
    .addOption(
      new Option('--category <code>', '取引区分 (default: 11 with a sender, otherwise 18)').choices([
        '10',
        '11',
        '12',
        '13',
        '14',
        '15',
        '18',
        '19',
      ]),
    )
    .option('--value-date <date>', '起算日 (default: today)', date)
    .option('--payer <name>', '振込依頼人名, of an incoming transfer; with --from-bank and --from-branch')
    .option('--from-bank <name>', '仕向銀行')
    .option('--from-branch <name>', '仕向支店')
    .option('--edi <text>', 'EDI情報')
    .addOption(
      new Option('--file <file>', 'several lines as the API takes them, a JSON list; - is standard input').conflicts([
        'amount',
        'description',
      ]),
    )
    .action(add);
  const correcting = part('correct', 'book the correction (取引区分 19) of a line that is there')
    .argument('<transactionId>', 'of the line')
    .action((bank: string, accountId: string, corrects: string, _options: unknown, command: Command) =>
      book(bank, accountId, { corrects }, command),
    );
  const transfer =
    'sandbox lines add gunma 001-1-2000002 --amount 110000 --description ﾌﾘｺﾐ --payer ｻﾝﾌﾟﾙ --from-bank ｻﾝﾄﾞﾎﾞﾂｸｽ --from-branch ﾎﾝﾃﾝ';
  const command = controlCommand('lines')
    .description('let statement lines arrive on an account, or be corrected')
    .addCommand(
      withExamples(
        adding,
        'sandbox lines add gunma 001-1-2000002 --amount 550 --out --description ﾃｽｳﾘﾖｳ',
        transfer,
        `echo '[{"direction":"1","amount":9800,"description":"ﾌﾘｺﾐ"}]' | sandbox lines add gunma 001-1-2000002 --file -`,
      ),
    )
    .addCommand(withExamples(correcting, 'sandbox lines correct gunma 001-1-2000002 001-1-2000002-1'));
  return withExamples(command, transfer);
}
