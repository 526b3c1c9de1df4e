import * as z from 'zod';
import { worldSchema } from './world-schema.ts';

/** The JSON Schema of a world file, for completion in an editor. What it cannot say is checked when the file is read. */
export function worldJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(worldSchema, { io: 'input', reused: 'ref', unrepresentable: 'any' });
  return { ...schema, title: 'A world of the Renkei sandbox' };
}
