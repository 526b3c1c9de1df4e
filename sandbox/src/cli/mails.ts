import type { Command } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { routes } from '../http/routes.ts';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';
import { withExamples } from './help.ts';

type Mail = components['schemas']['Mail'];

const headed = ({ at, from, to, subject, status, error, text }: Mail): string =>
  [
    `Date:    ${at}`,
    `From:    ${from}`,
    `To:      ${to}`,
    `Subject: ${subject}`,
    `Status:  ${error === undefined ? status : `${status} (${error})`}`,
    '',
    text.trimEnd(),
  ].join('\n');

/** `sandbox mails` */
export function mailsCommand(): Command {
  const command = controlCommand('mails')
    .description('read the mails that the banks have sent')
    .action(async (options: ConnectionOptions) => {
      const answer = await callControl<{ mails: Mail[] }>(options, 'GET', routes.control.mails);
      print(options, answer, () =>
        answer.mails.length === 0 ? 'No mail yet.' : answer.mails.map(headed).join(`\n\n${'-'.repeat(72)}\n\n`),
      );
    });
  return withExamples(command, 'sandbox mails', 'sandbox mails --json');
}
