import type { StoredMail } from '../store/mails.ts';
import { once } from '../world/once.ts';

/** Hands a mail to an SMTP server; rejects with the reason when it cannot. */
export type SendMail = (mail: StoredMail) => Promise<void>;

const TIMEOUT_MILLISECONDS = 5000;

/**
 * Sends by an SMTP server.
 *
 * @param smtpUrl - e.g. `smtp://localhost:1025`, with user and password where the server wants them
 */
export function smtpSender(smtpUrl: string): SendMail {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const options = {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: TIMEOUT_MILLISECONDS,
    greetingTimeout: TIMEOUT_MILLISECONDS,
    socketTimeout: TIMEOUT_MILLISECONDS,
    // A mail is text alone: nothing is read from files or fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  // Loaded with the first mail: most sandboxes send none.
  const transport = once(async () => (await import('nodemailer')).createTransport(options));
  return async ({ id, at, from, to, subject, text }) => {
    const { address, name } = { address: from, name: 'ワンタイムパスワード（サンドボックス）' };
    await (await transport()).sendMail({
      from: { address, name },
      to: { address: to, name: '' },
      subject,
      text,
      date: new Date(at),
      messageId: `<${id}@${from.split('@')[1]}>`,
    });
  };
}
