export { FilmBench } from './FilmBench';
