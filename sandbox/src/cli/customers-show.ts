import type { Command } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { pathTo, routes } from '../http/routes.ts';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';
import { withExamples } from './help.ts';
import { table } from './table.ts';

type Customer = components['schemas']['Customer'];

function tokenText({ softwareToken, cameraToken }: Customer): readonly string[] {
  return [
    ...(softwareToken ? [`software token, ${softwareToken.state}`] : []),
    ...(cameraToken ? [`camera token ${cameraToken.code}, ${cameraToken.state}`] : []),
  ];
}

/** A customer with everything that a test needs to know of him, for a terminal. */
export function customerText(customer: Customer): string {
  const { bank, loginId, loginPassword, loginMethod, locked, name, company, mailAddress, mailUndeliverable } = customer;
  const { additionalAuthentication: asked } = customer;
  const facts = {
    Customer: `${loginId} of ${bank}`,
    Name: `${name} (${company}), ${customer.role}`,
    Shows: customer.purpose.en,
    Login: [loginMethod, `password ${loginPassword}`, ...(locked ? ['locked'] : [])].join(', '),
    Services: customer.services.join(' '),
    Mail: mailUndeliverable ? `${mailAddress}, undeliverable` : mailAddress,
    Question: asked && `${asked.question} ${asked.answer}`,
    Token: tokenText(customer).join('; '),
    Certificates: customer.certificates.join(' '),
  };
  const told = Object.entries(facts).flatMap(([label, fact]) => (fact ? [`${`${label}:`.padEnd(14)}${fact}`] : []));
  const accounts = customer.accounts.map(({ accountId, inquiryPin, inquiryPinState, inquiryPermitted, label }) => [
    accountId,
    inquiryPin,
    inquiryPermitted ? inquiryPinState : `${inquiryPinState}, no right to inquire`,
    label,
  ]);
  return [...told, '', table(['ACCOUNT', 'PIN', 'PIN STATE', 'LABEL'], accounts)].join('\n');
}

/** `sandbox customers show BANK LOGIN_ID` */
export function showCustomerCommand(): Command {
  const command = controlCommand('show')
    .description('show one customer: his login, tokens, certificates, accounts and their inquiry PINs')
    .argument('<bank>', 'the bank')
    .argument('<loginId>', 'the customer')
    .action(async (bank: string, loginId: string, _options: unknown, self: Command) => {
      const options = self.optsWithGlobals<ConnectionOptions>();
      const customer = await callControl<Customer>(options, 'GET', pathTo(routes.control.customer, { bank, loginId }));
      print(options, customer, () => customerText(customer));
    });
  return withExamples(command, 'sandbox customers show gunma tanaka', 'sandbox customers show gunken abe --json');
}
