import type { CoreTables } from './tables/core';
import type { DicomTables } from './tables/dicom';

export type Database = CoreTables & DicomTables;
