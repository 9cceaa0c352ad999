import * as administration from './administration';
import * as annotations from './annotations';
import * as captures from './captures';
import * as cases from './cases';
import * as conference from './conference';
import * as ecg from './ecg';
import * as intake from './intake';
import * as notifications from './notifications';
import * as paper from './paper';
import type { RouteShape } from './route';
import * as scheduling from './scheduling';
import * as sessions from './sessions';
import * as sites from './sites';
import * as slides from './slides';
import * as statistics from './statistics';
import * as verification from './verification';

const isRoute = (value: unknown): value is RouteShape =>
  typeof value === 'object' && value !== null && 'path' in value && 'access' in value;

/** Every route of the API, from the contract modules; a test holds the server to it. */
export const ROUTES: readonly RouteShape[] = [
  sessions,
  cases,
  annotations,
  intake,
  captures,
  paper,
  sites,
  slides,
  ecg,
  conference,
  scheduling,
  notifications,
  statistics,
  administration,
  verification,
].flatMap((module) => Object.values(module).filter(isRoute));
