export { EcgView, type EcgViewProps } from './EcgView';
export type { EcgHead } from './print/head';
export type { EcgPrior } from './compare/usePrior';
