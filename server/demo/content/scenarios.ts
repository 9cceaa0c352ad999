import { diabeticFoot, diabeticFootAgain } from './scenarios/diabeticFoot';
import { ards, infarction, stroke } from './scenarios/emergencies';
import { kawasaki, partialStudy, privacy, thyroid } from './scenarios/general';
import { breast, nodule, renalMass } from './scenarios/oncology';
import type { DemoScenario } from './types';

/** Product §6, in the order of its table; a re-consultation follows the case it continues. */
export const DEMO_SCENARIOS: readonly DemoScenario[] = [
  stroke,
  infarction,
  nodule,
  kawasaki,
  breast,
  ards,
  thyroid,
  renalMass,
  partialStudy,
  diabeticFoot,
  diabeticFootAgain,
  privacy,
];
