import type { AnnotationTables } from './tables/annotations';
import type { ConferenceTables } from './tables/conference';
import type { CoreTables } from './tables/core';
import type { DicomTables } from './tables/dicom';
import type { EcgTables } from './tables/ecg';
import type { IntakeTables } from './tables/intake';
import type { PaperTables } from './tables/paper';
import type { SiteTables } from './tables/sites';
import type { SlideTables } from './tables/slides';

export type Database = AnnotationTables &
  ConferenceTables &
  CoreTables &
  DicomTables &
  EcgTables &
  IntakeTables &
  PaperTables &
  SiteTables &
  SlideTables;
