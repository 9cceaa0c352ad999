import { configure } from '@testing-library/react';

// several suites share a machine with a type checker and a database: a screen answers later there, not differently
configure({ asyncUtilTimeout: 5_000 });
