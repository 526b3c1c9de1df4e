import type { SoftwareToken } from '../../bank/software-token.ts';
import { routes } from '../../http/routes.ts';
import { cameraTokenButtons, suspensionButtons, tokenButtons } from './clerk.ts';
import { ClerkButtons } from './clerk-buttons.tsx';
import type { ShownCustomer } from './customers-shown.ts';
import { Labelled } from './form.tsx';
import { usePlace } from './place.ts';
import { Copyable, ReadOut } from './table.tsx';

/** What the token shows, and for how long; the script counts down. */
function OneTimePassword({ shown: { customer, password } }: { shown: ShownCustomer }) {
  const { oneTimePassword, left } = usePlace().words.customers;
  if (password === undefined) return null;
  return (
    <p class="shown-password">
      {oneTimePassword} <Copyable text={password.oneTimePassword} name={`${oneTimePassword} ${customer.loginId}`} />
      <small>
        {left.before} <span data-left={password.secondsLeft}>{password.secondsLeft}</span> {left.after}
      </small>
    </p>
  );
}

function TokenState({ token }: { token: SoftwareToken }) {
  const { customers: words } = usePlace().words;
  const { state, appIsSetUp, phoneClockOffsetSeconds, mailFilter } = token;
  const minutes = Math.round(phoneClockOffsetSeconds / 60);
  return (
    <p class="state">
      {words.token}
      <strong>{words.tokenStates[state]}</strong>
      {state !== 'unissued' && !appIsSetUp && words.appNotSetUp}
      {phoneClockOffsetSeconds !== 0 && words.phoneClock(`${minutes > 0 ? '+' : ''}${minutes}`)}
      {mailFilter && words.mailFilter}
    </p>
  );
}

/** What the app on the phone asks for, before it shows passwords. */
function Phone({ shown: { customer, token } }: { shown: ShownCustomer }) {
  const { words, path } = usePlace();
  const { serviceId, userId, openApp } = words.customers;
  const { bank, loginId } = customer;
  if (!token?.serviceId || !token.userId) return null;
  return (
    <small>
      {serviceId} <Copyable text={token.serviceId} name={`${serviceId} ${loginId}`} /> {userId}{' '}
      <Copyable text={token.userId} name={`${userId} ${loginId}`} />{' '}
      <a href={`${path}/${bank}${routes.bank.activateTokenApp}`}>
        {openApp}
        <ReadOut>{loginId}</ReadOut>
      </a>
    </small>
  );
}

/** A customer's software token, with his phone. */
export function SoftwareTokenOf({ shown }: { shown: ShownCustomer }) {
  const { tokenActions } = usePlace().words.customers;
  const { token, hasApp } = shown;
  return (
    <>
      <OneTimePassword shown={shown} />
      {token && <TokenState token={token} />}
      {token && hasApp && <Phone shown={shown} />}
      {token && <ClerkButtons of={hasApp ? tokenButtons : suspensionButtons} label={tokenActions} shown={shown} />}
    </>
  );
}

/** A customer's camera token: the page that plays it takes the digits of a 2-D code. */
export function CameraTokenOf({ shown }: { shown: ShownCustomer }) {
  const { words, path } = usePlace();
  const { cameraToken: label, cameraStates, cameraActions, tokenCode, challenge, read } = words.customers;
  const { bank, loginId, cameraToken } = shown.customer;
  if (cameraToken === undefined) return null;
  return (
    <>
      <p class="state">
        {label}
        <strong>{cameraStates[cameraToken.state]}</strong>
      </p>
      <ClerkButtons of={cameraTokenButtons} label={cameraActions} shown={shown} />
      <small>
        {tokenCode} <Copyable text={cameraToken.code} name={`${tokenCode} ${loginId}`} />
      </small>
      <form
        method="get"
        action={`${path}/${bank}${routes.bank.cameraToken}`}
        class="clerk"
        aria-label={`${label}${loginId}`}
      >
        <input type="hidden" name="tokenCode" value={cameraToken.code} />
        <Labelled label={challenge}>
          <input type="text" name="challenge" maxLength={8} size={9} autocomplete="off" required />
        </Labelled>
        <button type="submit" class="other">
          {read}
          <ReadOut>{loginId}</ReadOut>
        </button>
      </form>
    </>
  );
}
