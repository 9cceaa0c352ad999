export { PaperBench, type PaperBenchProps, type LoadPage } from './PaperBench';
