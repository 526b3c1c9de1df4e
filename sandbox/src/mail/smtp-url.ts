/** Whether a text can be the URL of an SMTP server: `smtp://` or `smtps://` with a host. */
export function isSmtpUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '';
}
