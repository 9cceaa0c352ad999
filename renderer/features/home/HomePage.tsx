import type { ReactElement } from 'react';
import { useMe } from '../../platform/ApiContext';
import { CountyHome } from './CountyHome';
import { ExpertHome } from './ExpertHome';

/** The desk of the two roles that have one; other roles start on their board. */
export function HomePage(): ReactElement {
  const { role } = useMe();
  return role === 'expert' ? <ExpertHome /> : <CountyHome />;
}
