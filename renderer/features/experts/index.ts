export { ExpertsPage } from './ExpertsPage';
