import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { listCases } from '../../../shared/api/cases';
import { usePlatform } from '../../platform/ApiContext';

/** Links from outside the window: `huizhen://case/…` and clicked notifications, which know a request number only. */
export function useDesktopLinks(): void {
  const { desktop, api } = usePlatform();
  const navigate = useNavigate();
  useEffect(() => {
    if (!desktop.isDesktop) return;
    const open = (caseId: string) => void navigate(`/cases/${caseId}`);
    void desktop.call('deepLink.takePending').then((result) => {
      if (result.ok && result.value.caseId) open(result.value.caseId);
    });
    const stops = [
      desktop.on('deepLink.opened', ({ caseId }) => open(caseId)),
      desktop.on('notification.opened', ({ requestNumber }) => {
        void api(listCases, { query: { q: requestNumber, limit: 1 } }).then((result) => {
          const found = result.ok ? result.value.items[0] : undefined;
          if (found) open(found.id);
        });
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, [desktop, api, navigate]);
}
