import { connect } from 'node:net';

/** A connection on which a client says what it likes. */
export interface RawSocket {
  write(text: string | Buffer): boolean;
  /** What came back until the connection was closed, and after how many seconds it was. */
  readonly closed: Promise<{ readonly answer: string; readonly seconds: number }>;
  /** What has come back, once there is anything. */
  readonly answered: Promise<string>;
  destroy(): void;
}

/** Opens a connection to a sandbox, below HTTP. */
export function openSocket(origin: string): RawSocket {
  const opened = performance.now();
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (piece: string) => {
    answer += piece;
  });
  // A connection that the sandbox resets is one that it closes.
  socket.on('error', () => {});
  const closed = new Promise<{ answer: string; seconds: number }>((resolve) => {
    socket.on('close', () => resolve({ answer, seconds: (performance.now() - opened) / 1000 }));
  });
  const answered = new Promise<string>((resolve) => {
    socket.once('data', () => resolve(answer));
    socket.once('close', () => resolve(answer));
  });
  return { write: (text) => socket.write(text), closed, answered, destroy: () => socket.destroy() };
}
