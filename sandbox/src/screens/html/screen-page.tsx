import type { Screen } from '../screen.ts';
import { Field } from './fields.tsx';
import { renderPage } from './page.tsx';
import { Table } from './table.tsx';
import { TwoDimensionalCode } from './two-dimensional-code.tsx';

/** What the HTML of a screen needs besides the screen. */
export interface ScreenPageOptions {
  readonly bankName: string;
  /** Where the form is posted to. */
  readonly postTo: string;
  readonly csrfToken: string;
}

type Action = Screen['actions'][number];

function ErrorSummary({ screen }: { screen: Screen }) {
  const errors = screen.errors.filter(({ message }) => !screen.lead.includes(message));
  if (errors.length === 0) return null;
  return (
    // Where there is no script, this is how the errors are read out first.
    // biome-ignore lint/a11y/noAutofocus: the customer pressed a button, and this is its answer
    <div class="errors" role="alert" tabIndex={-1} autoFocus aria-labelledby="errors-heading">
      <h2 id="errors-heading">ご確認ください</h2>
      <ul>
        {errors.map((error) => (
          <li key={error.message} data-code={error.code}>
            {error.field ? <a href={`#${error.field}`}>{error.message}</a> : error.message}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Screens that only say why it does not go on. */
const refusals: ReadonlySet<string> = new Set(['certificate-refused', 'ended']);

function Lead({ screen }: { screen: Screen }) {
  const paragraphs = screen.lead.map((text) => (
    <p class="lead" key={text}>
      {text}
    </p>
  ));
  return refusals.has(screen.id) ? <div class="errors">{paragraphs}</div> : paragraphs;
}

function Notice({ notice }: { notice: Screen['notices'][number] }) {
  const paragraphs = notice.text.map((text) => <p key={text}>{text}</p>);
  if (notice.heading === undefined) return <div class="footnote">{paragraphs}</div>;
  return (
    <section class="notice">
      <h2>{notice.heading}</h2>
      {paragraphs}
    </section>
  );
}

function Button({ action, isMain }: { action: Action; isMain: boolean }) {
  return (
    <button
      type="submit"
      name="action"
      value={action.id}
      class={isMain ? 'main' : 'other'}
      disabled={action.disabled ?? false}
    >
      {action.label}
    </button>
  );
}

function Form({
  screen,
  actions,
  options,
}: {
  screen: Screen;
  actions: readonly Action[];
  options: ScreenPageOptions;
}) {
  const names = new Set(actions.flatMap((action) => action.fields));
  const mainAction =
    actions.find((action) => action.fields.length > 0) ??
    actions.find(({ id, disabled }) => id !== 'abort' && !disabled);
  return (
    <form method="post" action={options.postTo} novalidate>
      {/* Enter in a field presses the first button of its form, and the manual may have 拒否 or 中止する first. */}
      {mainAction && mainAction !== actions[0] && <button type="submit" name="action" value={mainAction.id} hidden />}
      <input type="hidden" name="csrfToken" value={options.csrfToken} />
      <input type="hidden" name="screen" value={screen.id} />
      {screen.twoDimensionalCode && <input type="hidden" name="challenge" value={screen.twoDimensionalCode.content} />}
      {screen.table && <Table table={screen.table} errors={screen.errors} />}
      {screen.fields
        .filter((field) => names.has(field.name))
        .map((field) => (
          <Field key={field.name} field={field} errors={screen.errors} />
        ))}
      <div class="actions">
        {actions.map((action) => (
          <Button key={action.id} action={action} isMain={action === mainAction} />
        ))}
      </div>
    </form>
  );
}

/** The header menu: a form of its own, so that it needs nothing of what the page asks. */
function Menu({ screen, options }: { screen: Screen; options: ScreenPageOptions }) {
  return (
    <nav class="menu" aria-label="メニュー">
      <form method="post" action={options.postTo}>
        <input type="hidden" name="csrfToken" value={options.csrfToken} />
        <input type="hidden" name="screen" value={screen.id} />
        {screen.menu?.map(({ id, label, current }) => (
          <button type="submit" name="action" value={id} key={id} aria-current={current ? 'page' : undefined}>
            {label}
          </button>
        ))}
      </form>
    </nav>
  );
}

/** Buttons with a heading are for different customers: each has a form of its own. */
function Forms({ screen, options }: { screen: Screen; options: ScreenPageOptions }) {
  if (screen.actions.length === 0) return screen.table ? <Table table={screen.table} errors={[]} /> : null;
  if (!screen.actions.some((action) => action.heading)) {
    return <Form screen={screen} actions={screen.actions} options={options} />;
  }
  const ways = screen.actions.filter((action) => action.heading);
  const others = screen.actions.filter((action) => !action.heading);
  return (
    <>
      <div class="ways">
        {ways.map((action) => (
          <section class="way" key={action.id}>
            <h2>{action.heading}</h2>
            <Form screen={screen} actions={[action]} options={options} />
          </section>
        ))}
      </div>
      {others.length > 0 && <Form screen={screen} actions={others} options={options} />}
    </>
  );
}

/** A screen as a page for a browser. */
export function renderScreen(screen: Screen, options: ScreenPageOptions): string {
  const body = screen.notices.filter((notice) => notice.heading !== undefined);
  const footnotes = screen.notices.filter((notice) => notice.heading === undefined);
  return renderPage({
    title: screen.title,
    isRefusal: screen.errors.length > 0 && screen.id !== 'message',
    bankName: options.bankName,
    menu: screen.menu && <Menu screen={screen} options={options} />,
    children: (
      <>
        {screen.code && <p class="code">画面ID：{screen.code}</p>}
        <ErrorSummary screen={screen} />
        <Lead screen={screen} />
        {body.map((notice) => (
          <Notice key={notice.heading} notice={notice} />
        ))}
        {screen.twoDimensionalCode && <TwoDimensionalCode code={screen.twoDimensionalCode} />}
        <Forms screen={screen} options={options} />
        {footnotes.map((notice) => (
          <Notice key={notice.text.join()} notice={notice} />
        ))}
      </>
    ),
  });
}
