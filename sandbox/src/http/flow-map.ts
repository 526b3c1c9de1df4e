import type { RequestHandler } from 'express';
import { flowOf } from '../screens/flow.ts';
import { renderFlowMap } from '../screens/html/flow-map.tsx';
import type { Bank } from './bank.ts';

/** `GET /flow.svg`: the map of the linkage. A bank's profile does not change while it is in service: it is drawn once. */
export function getFlowMap({ profile }: Bank): RequestHandler {
  let map: string | undefined;
  return (_req, res) => {
    map ??= renderFlowMap(flowOf(profile), profile.name);
    res.type('svg').send(map);
  };
}
