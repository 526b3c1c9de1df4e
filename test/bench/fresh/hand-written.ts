// The same test process with a handler written by hand.
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';

const metadata = 'http://localhost:4990/gunma/.well-known/oauth-authorization-server';
setupServer(http.get(metadata, () => HttpResponse.json({ issuer: 'http://localhost:4990/gunma' }))).listen();
const response = await fetch(metadata);
await response.json();
console.log(response.status);
process.exit();
