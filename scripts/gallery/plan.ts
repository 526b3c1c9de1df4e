import type { Pressed } from '../../test/browser/shortcut.ts';
import { linkageOf, pick } from './credit-union.ts';
import { gunken } from './gunken.ts';
import { mizuho } from './mizuho.ts';
import type { Chapter } from './picture.ts';

const logIn = (loginId: string): Pressed => ['login', { loginId, loginPassword: `${loginId}-pw1` }];

const gunma = linkageOf({
  seed: '000',
  steps: {
    certificate: '手順1-1',
    password: '手順1-2 ①',
    services: '手順2',
    registration: '手順3',
    result: '手順4',
    consent: '手順5',
  },
  certificates: { valid: 'suzuki-valid', expired: 'suzuki-expired' },
  login: [logIn('ito')],
  register: ['register', { accounts: ['001-1-2000003'], inquiryPin: '1111' }],
});

const sorachi = linkageOf({
  seed: '001',
  steps: {
    certificate: '手順1',
    additionalAuthentication: '手順2',
    services: '手順3',
    registration: '手順4',
    result: '手順5',
    consent: '手順6',
  },
  certificates: { valid: 'kobayashi-valid', expired: 'kobayashi-expired' },
  login: [['certificate-login'], pick('kobayashi-valid'), ['login', { loginPassword: 'kobayashi-pw1' }]],
  answer: ['authenticate', { answer: 'ころ' }],
  register: ['register', { accounts: ['001-1-2000002'], inquiryPin: '1234' }],
});

const miyakojima = linkageOf({
  seed: '002',
  steps: {
    certificate: '手順1-1',
    password: '手順1-2 ①',
    additionalAuthentication: '手順2',
    services: '手順3',
    registration: '手順4',
    result: '手順5',
    consent: '手順6',
  },
  certificates: { valid: 'kimura-valid', expired: 'kimura-expired' },
  login: [logIn('inoue')],
  answer: ['authenticate', { answer: 'さくらい' }],
  register: ['register', { accounts: ['001-1-2000002'], 'inquiryPin.001-1-2000002': '1111' }],
});

/** Pages without a linkage: the vendor's request, or the customer's address, is wrong. */
const withoutLinkage: Chapter = {
  ja: '連携の外のエラー',
  en: 'Errors outside of a linkage',
  pictures: [
    {
      name: 'linkage-gone',
      shows: { page: 'link/gone' },
      manual: [],
      ja: '終了した手続きや、別のブラウザーで開始された手続きのURLを開いた場合です。',
      en: 'The URL of a linkage that is over, or of another browser.',
      open: (visitor) => visitor.go('/link/gone'),
    },
    {
      name: 'oauth-error',
      shows: { page: 'oauth/authorize' },
      manual: [],
      ja: '連携先からの要求が正しくない場合です（登録されていないアプリなど）。',
      en: 'A request of the vendor that cannot be answered by a redirect.',
      open: (visitor) => visitor.go('/oauth/authorize?client_id=unknown&response_type=code'),
    },
  ],
};

/** Every picture of every bank, in the order of its manual. */
export const plan: Readonly<Record<string, readonly Chapter[]>> = {
  gunma: [gunma, withoutLinkage],
  sorachi: [sorachi],
  miyakojima: [miyakojima],
  gunken,
  mizuho,
};
