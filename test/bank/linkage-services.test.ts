import { describe, expect, test } from 'vitest';
import { beginLinkage } from '../../sandbox/src/bank/linkage.ts';
import type { Values } from '../../sandbox/src/bank/linkage-state.ts';
import { gunma } from '../../sandbox/src/bank/profiles/gunma.ts';
import type { Service } from '../../sandbox/src/bank/service.ts';
import { client, linkageOn, NOW, pressed, tell } from './facts.ts';

describe('the services on offer', () => {
  const all: Service[] = ['balances', 'transactions', 'deposits'];
  test.each<[Service[], Service[], Service[], Service[]]>([
    [all, all, all, all],
    [['deposits', 'balances'], all, all, ['balances', 'deposits']],
    [all, ['transactions'], all, ['transactions']],
    [all, all, ['deposits'], ['deposits']],
    [['balances', 'transactions'], ['transactions', 'deposits'], all, ['transactions']],
    [['balances'], ['transactions'], all, []],
    [['unheard-of' as Service], all, all, []],
    [[], all, all, []],
  ])(
    'are those asked for (%j) and agreed with the vendor (%j) and of the bank (%j): %j',
    (asked, agreed, bank, offered) => {
      const linkage = beginLinkage(
        asked,
        { client: { ...client, services: agreed } },
        { ...gunma, services: bank },
        NOW,
      );
      expect(linkage.offered).toEqual(offered);
      expect(linkage.screen).toBe(offered.length === 0 ? 'ended' : 'entry');
    },
  );

  test('are told to be missing when there are none', () => {
    expect(beginLinkage([], { client }, gunma, NOW)).toMatchObject({
      screen: 'ended',
      refusedFor: 'no_service_offered',
    });
  });
});

describe('the service selection', () => {
  const offered: Service[] = ['balances', 'deposits'];
  const choose = (services: Values[string]) =>
    pressed(linkageOn('service-selection', { offered }), 'next', { values: { services } });

  test.each<[string, Values[string], string[]]>([
    ['nothing', [], ['services_required']],
    ['an empty text', '', ['services_required']],
    ['no list at all', undefined, ['services_required']],
    ['a service not offered', ['balances', 'transactions'], ['services_unknown']],
    ['a service that does not exist', 'transfer', ['services_unknown']],
  ])('refuses %s', (_, services, refusals) => {
    expect(tell(choose(services))).toEqual({ next: 'service-selection', refusals, effects: [] });
  });

  test('takes some of them, in the order of the screens, each once', () => {
    expect(choose(['deposits', 'balances', 'deposits']).linkage.services).toEqual(['balances', 'deposits']);
    expect(choose('deposits').linkage.services).toEqual(['deposits']);
  });
});
