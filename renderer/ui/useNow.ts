import { useEffect, useState } from 'react';

/** The present as an instant, renewed every `everyMs` ms; all clocks on a page tick together by the minute. */
export function useNow(everyMs = 60_000): string {
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
