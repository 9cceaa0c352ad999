export { CasesPage } from './CasesPage';
export { HomePage } from './HomePage';
