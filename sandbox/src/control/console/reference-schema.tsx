import { usePlace } from './place.ts';
import type { Reference, Schema } from './reference-documents.ts';

/** A text of a document: paragraphs, with code between backticks. */
export function Text({ text }: { text: string }) {
  return (
    <>
      {text
        .trim()
        .split(/\n\n+/)
        .map((paragraph) => (
          <p key={paragraph} lang="en">
            {paragraph
              .split('`')
              .map((piece, index) => (index % 2 === 1 ? <code key={`${index} ${piece}`}>{piece}</code> : piece))}
          </p>
        ))}
    </>
  );
}

const nameOf = ({ $ref }: Reference): string => $ref.slice($ref.lastIndexOf('/') + 1);

/** What a value is, in a few words; a schema that has a name is a link. */
export function Type({ schema }: { schema: Schema | Reference }) {
  if ('$ref' in schema) {
    const name = nameOf(schema);
    return <a href={`#schema-${name}`}>{name}</a>;
  }
  const { type, format, pattern, enum: values, const: only, default: usual, items } = schema;
  if (items) {
    return (
      <>
        array: <Type schema={items} />
      </>
    );
  }
  const allowed = only === undefined ? values : [only];
  return (
    <>
      {[type].flat().filter(Boolean).join(' | ')}
      {format && ` (${format})`}
      {allowed && <code> {allowed.map((value) => JSON.stringify(value)).join(' | ')}</code>}
      {pattern && <code> {pattern}</code>}
      {usual !== undefined && <code> = {JSON.stringify(usual)}</code>}
    </>
  );
}

function Properties({ schema: { properties = {}, required = [] } }: { schema: Schema }) {
  const { reference: words } = usePlace().words;
  const names = Object.entries(properties);
  if (names.length === 0) return null;
  return (
    <dl class="facts">
      {names.map(([name, property]) => [
        <dt key={name}>
          <code>{name}</code>
          {required.includes(name) && <small>{words.required}</small>}
        </dt>,
        <dd key={`${name} text`}>
          <SchemaBody schema={property} />
        </dd>,
      ])}
    </dl>
  );
}

/** A schema with what is inside of it, down to those that have a name. */
export function SchemaBody({ schema }: { schema: Schema | Reference }) {
  if ('$ref' in schema) return <Type schema={schema} />;
  const { items } = schema;
  const inside = items && ('properties' in items || 'oneOf' in items) ? [items] : [];
  return (
    <div>
      <Type schema={schema} /> {schema.description && <Text text={schema.description} />}
      <Properties schema={schema} />
      {[...inside, ...(schema.allOf ?? []), ...(schema.oneOf ?? [])].map((part, index) => (
        <SchemaBody key={index} schema={part} />
      ))}
    </div>
  );
}
