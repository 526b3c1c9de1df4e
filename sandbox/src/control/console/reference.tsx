import { routes } from '../../http/routes.ts';
import { usePlace } from './place.ts';
import { documents, type Message, type Operation } from './reference-documents.ts';
import { SchemaBody, Text, Type } from './reference-schema.tsx';
import { Part } from './table.tsx';

function Parameters({ parameters }: Pick<Operation, 'parameters'>) {
  const { reference: words } = usePlace().words;
  if (parameters.length === 0) return null;
  return (
    <>
      <h4>{words.parameters}</h4>
      <dl class="facts">
        {parameters.map(({ name, in: where, required, description, schema }) => [
          <dt key={`${where} ${name}`}>
            <code>{name}</code>
            <small>
              {where}
              {required && `, ${words.required}`}
            </small>
          </dt>,
          <dd key={`${where} ${name} text`}>
            {schema && <Type schema={schema} />} {description && <Text text={description} />}
          </dd>,
        ])}
      </dl>
    </>
  );
}

function Body({ message: { content = {} } }: { message: Message }) {
  const { reference: words } = usePlace().words;
  return (
    <>
      {Object.entries(content).map(([type, { schema, examples }]) => (
        <div key={type}>
          <code>{type}</code> {schema && <SchemaBody schema={schema} />}
          {examples.map(([name, value]) => (
            <details key={name}>
              <summary>
                {words.example} {name && <code>{name}</code>}
              </summary>
              <pre>{typeof value === 'string' ? value : JSON.stringify(value, null, 2)}</pre>
            </details>
          ))}
        </div>
      ))}
    </>
  );
}

function OperationEntry({ operation }: { operation: Operation }) {
  const { reference: words } = usePlace().words;
  const { operationId, method, path, summary, description, parameters, requestBody, responses } = operation;
  return (
    <details class="operation">
      <summary>
        <code class="method">{method}</code> <code>{path}</code> <span lang="en">{summary}</span>
      </summary>
      {/* The target of a link opens what it lies in. */}
      <div id={operationId}>
        <p>
          <code>{operationId}</code>
        </p>
        {description && <Text text={description} />}
        <Parameters parameters={parameters} />
        {requestBody && (
          <>
            <h4>{words.body}</h4>
            <Body message={requestBody} />
          </>
        )}
        <h4>{words.responses}</h4>
        <dl class="facts">
          {responses.map(([status, message]) => [
            <dt key={status}>{status}</dt>,
            <dd key={`${status} text`}>
              {message.description && <Text text={message.description} />}
              <Body message={message} />
            </dd>,
          ])}
        </dl>
      </div>
    </details>
  );
}

/** An API, readable without anything else: its operations by topic, and the schemas that they share. */
export function Reference({ name }: { name: keyof typeof documents }) {
  const { words, path } = usePlace();
  const { description, topics, schemas } = documents[name];
  const { reference: own } = words;
  return (
    <>
      <Text text={description} />
      <p class="lead">
        {own.below}
        <code>{name === 'sandbox' ? path + routes.controlBase : `${path}/{bank}`}</code>{' '}
        <a href={routes.openApi[name]}>{own.document}</a> {own.english}
      </p>
      {topics.map((topic) => (
        <Part key={topic.name} id={`topic-${topic.name}`} heading={topic.name}>
          <Text text={topic.description} />
          {topic.operations.map((operation) => (
            <OperationEntry key={operation.operationId} operation={operation} />
          ))}
        </Part>
      ))}
      <Part id="schemas" heading={own.schemas}>
        {Object.entries(schemas).map(([title, schema]) => (
          <details class="operation" key={title}>
            <summary>
              <code>{title}</code>
            </summary>
            <div id={`schema-${title}`}>
              <SchemaBody schema={schema} />
            </div>
          </details>
        ))}
      </Part>
    </>
  );
}
