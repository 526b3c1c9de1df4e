import { writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

// The package is a development dependency: nothing of it but this description is used.
const description = new URL(import.meta.resolve('@renkei/sdk/openapi.json'));
const types = astToString(await openapiTS(description));
await writeFile(new URL('../src/openapi.ts', import.meta.url), types);
