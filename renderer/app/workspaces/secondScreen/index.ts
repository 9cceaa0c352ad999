export { SecondScreenPage } from './SecondScreenPage';
