import { ocra } from './ocra.ts';

/** Where an operator's use of a camera token stands: before its 初期設定, in use, 停止, or 解約. */
export type CameraTokenState = 'not-set-up' | 'in-use' | 'suspended' | 'cancelled';

/** A camera token (カメラ付きハードトークン) of the company, as one operator uses it. Two operators may share one. */
export interface CameraToken {
  /** トークンコード, printed on the device. */
  readonly code: string;
  /** Hex. */
  readonly secret: string;
  readonly state: CameraTokenState;
  /** Wrong one-time passwords of this operator in a row. */
  readonly failures: number;
}

/** What the device computes from the challenge in a 2-D code: RFC 6287, 8 digits (our choice; the bank's is not public). */
const cameraTokenSuite = 'OCRA-1:HOTP-SHA256-8:QN08';

/** Whether a text can be a challenge: 8 half-width digits. */
export function isChallenge(text: string): boolean {
  return /^[0-9]{8}$/.test(text);
}

/** Whether a camera token can hold the secret: hex, at least 128 bits. */
export function isCameraTokenSecret(text: string): boolean {
  return /^([0-9a-f]{2}){16,64}$/i.test(text);
}

/**
 * What a camera token shows when it reads a challenge.
 *
 * @param secret - the token's, in hex
 * @param challenge - 8 digits
 * @example
 * ```ts
 * cameraTokenPassword('3132333435363738393031323334353637383930313233343536373839303132', '11111111');
 * ```
 */
export function cameraTokenPassword(secret: string, challenge: string): string {
  return ocra(cameraTokenSuite, Buffer.from(secret, 'hex'), { question: challenge });
}
