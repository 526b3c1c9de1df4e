import Ajv, { type ErrorObject, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Request, RequestHandler } from 'express';
import { once } from '../world/once.ts';
import { Problem, type RequestMistake } from './problem.ts';

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: 'query' | 'path' | 'header';
  readonly required?: boolean;
  readonly schema?: { readonly type?: string };
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
}

/** An OpenAPI 3.1 document, bundled into one. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, object>>;
}

const escapePointer = (segment: string): string => segment.replaceAll('~', '~0').replaceAll('/', '~1');
const pointer = (...segments: readonly string[]): string =>
  `#/${segments.map(escapePointer).map(encodeURIComponent).join('/')}`;

function resolve(document: object, node: { readonly $ref?: string }): unknown {
  if (node.$ref === undefined) return node;
  return node.$ref
    .slice(2)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((at, segment) => (at as Record<string, unknown>)[segment], document);
}

function mistakesOf(errors: readonly ErrorObject[], location: string): RequestMistake[] {
  return errors.map((error) => {
    const where = `${location}${error.instancePath}`;
    const params = error.params as Record<string, unknown>;
    const named = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty;
    const allowed = Array.isArray(params.allowedValues) ? `: ${params.allowedValues.join(', ')}` : '';
    return { location: typeof named === 'string' ? `${where}/${named}` : where, message: `${error.message}${allowed}` };
  });
}

/** Checks requests, and in tests answers, against an OpenAPI document. */
export interface Validator {
  /** Express middleware that refuses a request which does not fit the operation; puts the coerced query into `res.locals`. */
  request(operationId: string): RequestHandler;
  /**
   * Checks what stands for the JSON body of an operation.
   *
   * @throws {@link Problem} 400 when it does not fit
   */
  body(operationId: string, body: unknown): void;
  /** What is wrong with an answer's JSON body; empty when nothing is. */
  response(operationId: string, status: number, contentType: string, body: unknown): readonly RequestMistake[];
}

/** An operation, and where it stands in the document. */
interface Described {
  readonly path: string;
  readonly method: string;
  readonly item: { readonly parameters?: readonly Parameter[] };
  readonly operation: Operation;
}

function operationsOf(document: OpenApiDocument): ReadonlyMap<string, Described> {
  const described = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): Described => ({ path, method, item, operation })),
  );
  return new Map(described.map((one) => [one.operation.operationId, one]));
}

/** Compiles the schemas of a document by their pointers, each when it is first needed. */
function compilerOf(document: OpenApiDocument, options: Options): (pointer: string) => ValidateFunction {
  const schemas = once(() => {
    // Redocly has checked the document; to check it here again would take longer than all the rest of a start.
    const ajv = new Ajv({ strict: false, allErrors: true, meta: false, validateSchema: false, ...options });
    addFormats.default(ajv);
    return ajv.addSchema(document, 'openapi');
  });
  const compiled = new Map<string, ValidateFunction>();
  return (pointer) => {
    const validate = compiled.get(pointer) ?? schemas().compile({ $ref: `openapi${pointer}` });
    compiled.set(pointer, validate);
    return validate;
  };
}

/**
 * A validator. OpenAPI 3.1 schemas are JSON Schema 2020-12, so Ajv reads them where they stand.
 *
 * @param document - bundled, with references only inside itself
 */
export function createValidator(document: OpenApiDocument): Validator {
  const bodies = compilerOf(document, {});
  const parameters = compilerOf(document, { coerceTypes: true });
  const operations = once(() => operationsOf(document));

  function find(operationId: string): Described {
    const found = operations().get(operationId);
    if (found === undefined) throw new Error(`the OpenAPI document has no operation ${operationId}`);
    return found;
  }

  function parametersOf(operationId: string): { parameter: Parameter; validate: ValidateFunction }[] {
    const { path, method, item, operation } = find(operationId);
    const own = (operation.parameters ?? []).map((node, index) => ({
      node,
      at: pointer('paths', path, method, 'parameters', String(index)),
    }));
    const shared = (item.parameters ?? []).map((node, index) => ({
      node,
      at: pointer('paths', path, 'parameters', String(index)),
    }));
    return [...shared, ...own].map(({ node, at }) => ({
      parameter: resolve(document, node) as Parameter,
      validate: parameters(`${node.$ref ?? at}/schema`),
    }));
  }

  function checkParameters(
    req: Request,
    known: ReturnType<typeof parametersOf>,
  ): { mistakes: RequestMistake[]; query: Record<string, unknown> } {
    const query: Record<string, unknown> = {};
    const mistakes = known.flatMap(({ parameter, validate }): RequestMistake[] => {
      const location = `${parameter.in}/${parameter.name}`;
      const value = parameter.in === 'query' ? req.query[parameter.name] : req.params[parameter.name];
      if (value === undefined) return parameter.required ? [{ location, message: 'is required' }] : [];
      if (typeof value !== 'string') return [{ location, message: 'must be given once' }];
      // Ajv would take 0x10 and 1e2 for whole numbers.
      const isNumber = /^-?\d+$/.test(value);
      if (parameter.schema?.type === 'integer' && !isNumber) return [{ location, message: 'must be integer' }];
      // Ajv coerces in place, in a holder.
      const holder = { value: value as unknown };
      const ok = validate(holder.value, {
        parentData: holder,
        parentDataProperty: 'value',
        instancePath: '',
        rootData: holder as never,
        dynamicAnchors: {},
      });
      query[parameter.name] = holder.value;
      return ok ? [] : mistakesOf(validate.errors ?? [], location);
    });
    return { mistakes, query };
  }

  function bodyMistakes(operationId: string, type: string, body: unknown): RequestMistake[] {
    const { path, method } = find(operationId);
    const validate = bodies(pointer('paths', path, method, 'requestBody', 'content', type, 'schema'));
    return validate(body) ? [] : mistakesOf(validate.errors ?? [], 'body');
  }

  function checkBody(req: Request, operationId: string): RequestMistake[] {
    const content = find(operationId).operation.requestBody?.content;
    if (!content) return [];
    const type = Object.keys(content).find((candidate) => req.is(candidate));
    if (type === undefined) {
      throw new Problem(
        415,
        'unsupported_media_type',
        `the body must be ${Object.keys(content).join(' or ')}; set the Content-Type`,
      );
    }
    return bodyMistakes(operationId, type, req.body);
  }

  function refuse(operationId: string, mistakes: readonly RequestMistake[]): void {
    if (mistakes.length === 0) return;
    const told = mistakes.map(({ location, message }) => `${location} ${message}`).join('; ');
    const detail = `the request does not fit ${operationId}: ${told}`;
    throw new Problem(400, 'invalid_request', detail, { members: { errors: mistakes } });
  }

  return {
    body: (operationId, body) => refuse(operationId, bodyMistakes(operationId, 'application/json', body)),
    request: (operationId) => {
      let known: ReturnType<typeof parametersOf> | undefined;
      return (req, res, next) => {
        known ??= parametersOf(operationId);
        const { mistakes, query } = checkParameters(req, known);
        refuse(operationId, [...mistakes, ...checkBody(req, operationId)]);
        res.locals.query = query;
        next();
      };
    },
    response: (operationId, status, contentType, body) => {
      const { path, method, operation } = find(operationId);
      const responses = (
        operation as unknown as { responses: Record<string, { $ref?: string; content?: Record<string, unknown> }> }
      ).responses;
      const node = responses[String(status)];
      if (node === undefined) return [{ location: String(status), message: `is not described for ${operationId}` }];
      const at = node.$ref ?? pointer('paths', path, method, 'responses', String(status));
      const response = resolve(document, node) as { content?: Record<string, unknown> };
      const type = contentType.split(';')[0]?.trim() ?? '';
      if (response.content === undefined) return [];
      if (!Object.hasOwn(response.content, type))
        return [{ location: type, message: `is not described for ${operationId} ${status}` }];
      if (!type.endsWith('json')) return [];
      const validate = bodies(`${at}/content/${encodeURIComponent(escapePointer(type))}/schema`);
      return validate(body) ? [] : mistakesOf(validate.errors ?? [], 'body');
    },
  };
}
