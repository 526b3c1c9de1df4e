/**
 * How often a property is tried. `PROPERTY_RUNS=50 npx vitest run test/contract/generated-requests.test.ts` tries it 50
 * times as often. fast-check prints the seed and the path of what fails: give them to `fc.assert` to see it again.
 *
 * @param usual - in `npm test`
 */
export const runs = (usual: number): number => Math.ceil(usual * Number(process.env.PROPERTY_RUNS ?? 1));
