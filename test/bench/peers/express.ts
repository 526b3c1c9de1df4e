// Bare Express that answers every request with one JSON text, made beforehand:  node express.ts PORT FILE
import { readFileSync } from 'node:fs';
import express from 'express';

const [port, file = ''] = process.argv.slice(2);
const page = readFileSync(file, 'utf8');
express()
  .get(/.*/, (_req, res) => void res.type('json').send(page))
  .listen(Number(port), '127.0.0.1');
