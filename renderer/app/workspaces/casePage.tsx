import { useCallback, useMemo, type ReactElement } from 'react';
import { useNavigate, useParams } from 'react-router';
import { caseIdSchema, type CaseId } from '../../../shared/domain/identity/actor';
import { loadPdfViewer } from '../../adapters/pdf';
import { CasePage, type CasePanels, type StageSlots } from '../../features/casePage';
import { FollowUpPanel } from '../../features/followUp';
import { OpinionPanel, ReportPanel } from '../../features/report';
import { useDesktop, useMe, useServer } from '../../platform/ApiContext';
import { CaseEcg } from './caseEcg';
import { CaseImages } from './caseImages';
import { useMaterialStages } from './caseMaterial';
import { useCaseReading } from './caseReading';
import { printWindow, saveFile } from './fileOutlets';
import { NoSuchCase } from './NoSuchCase';
import { useScreenChannel } from './secondScreen/caseChannel';
import { useFirstScreen } from './secondScreen/useFirstScreen';

/** The case page with the stages and panels of the other features. */
export function CaseWorkspace(): ReactElement {
  const caseId = caseIdSchema.safeParse(useParams()['caseId']);
  return caseId.success ? <Workspace key={caseId.data} caseId={caseId.data} /> : <NoSuchCase />;
}

function Workspace({ caseId }: { readonly caseId: CaseId }): ReactElement {
  const server = useServer();
  const desktop = useDesktop();
  const navigate = useNavigate();
  const me = useMe();
  const channel = useScreenChannel();
  const { annotations, desk, fetchPath, pictures } = useCaseReading(caseId, channel);
  const screens = useFirstScreen(channel, caseId);
  const onNavigate = useCallback((path: string) => void navigate(path), [navigate]);

  const onSave = useCallback(
    (file: Blob, name: string) => void saveFile(desktop, file, name),
    [desktop],
  );
  const material = useMaterialStages({
    caseId,
    desk,
    server,
    fetchPath,
    fetchBlob: pictures,
    onSave,
  });
  const stages: StageSlots = useMemo(
    () => ({
      fetchPath,
      loadDocumentViewer: loadPdfViewer,
      ...material,
      images: (studies, beside) => (
        <CaseImages
          studies={studies}
          beside={beside}
          desk={desk}
          annotations={annotations}
          me={me}
          server={server}
          fetchBlob={pictures}
          screens={screens}
        />
      ),
      ecg: (record, detail) => (
        <CaseEcg
          record={record}
          detail={detail}
          fetchPath={fetchPath}
          onPrint={() => printWindow(desktop)}
        />
      ),
      onSave,
      onPrint: () => printWindow(desktop),
    }),
    [server, fetchPath, desktop, desk, annotations, me, pictures, material, onSave, screens],
  );
  const panels: CasePanels = useMemo(
    () => ({
      opinion: (view) => <OpinionPanel view={view} />,
      report: (view, tools) => (
        <ReportPanel
          view={view}
          desk={desk}
          fetchBlob={pictures}
          onOpenPdf={tools.onOpenReport}
          isShown={tools.isShown}
          onWide={tools.onWide}
          pressed={tools.pressed}
        />
      ),
      followUp: (view, tools) => <FollowUpPanel view={view} onNavigate={tools.onNavigate} />,
    }),
    [desk, pictures],
  );
  return <CasePage caseId={caseId} stages={stages} panels={panels} onNavigate={onNavigate} />;
}
