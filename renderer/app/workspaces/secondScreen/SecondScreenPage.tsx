import { useEffect, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { getCase } from '../../../../shared/api/cases';
import { caseIdSchema, type CaseId } from '../../../../shared/domain/identity/actor';
import { usePlatform } from '../../../platform/ApiContext';
import { useObservable } from '../../../platform/observable';
import { useQuery } from '../../../platform/useQuery';
import { EmptyState } from '../../../ui/EmptyState';
import { QueryView } from '../../../ui/QueryView';
import { DarkSurface } from '../../../ui/ThemeSurface';
import { NoSuchCase } from '../NoSuchCase';
import { useScreenChannel, type ScreenChannel } from './caseChannel';
import { FollowButton, OtherCaseBand, ScreenHead } from './ScreenHead';
import { modeOf } from './leader';
import { SecondPictures } from './SecondPictures';
import { useFirstScreens } from './useFirstScreens';
import './secondScreen.css';

/** Pictures of one case and nothing else, beside a window with its case page. */
export function SecondScreenPage(): ReactElement {
  const caseId = caseIdSchema.safeParse(useParams()['caseId']);
  if (!caseId.success) return <NoSuchCase />;
  return (
    <DarkSurface className="second-screen">
      <Screen key={caseId.data} caseId={caseId.data} />
    </DarkSurface>
  );
}

function Screen({ caseId }: { readonly caseId: CaseId }): ReactElement {
  const channel = useScreenChannel();
  const screens = useFirstScreens(channel, caseId);
  const { session } = usePlatform();
  const { status } = useObservable(session.state);
  const mode = modeOf(screens, caseId);
  const inFront = screens.leader?.caseId ?? null;
  const navigate = useNavigate();
  const onFollow = (): void => void navigate(`/second-screen/${inFront ?? caseId}`);
  // whoever is not signed in any more must not be looked over the shoulder
  const isSignedIn = status === 'signedIn';
  if (!isSignedIn || mode === 'blank') return <Nothing />;
  if (mode === 'offer')
    return <Nothing action={<FollowButton caseId={inFront} onFollow={onFollow} />} />;
  return (
    <WithCase
      channel={channel}
      caseId={caseId}
      inFront={mode === 'other' ? inFront : null}
      onFollow={onFollow}
    />
  );
}

function Nothing({ action }: { readonly action?: ReactElement }): ReactElement {
  const { t } = useTranslation('secondScreen');
  useTitle(t('title'));
  return (
    <main className="second-screen-empty" data-testid="second-screen-empty">
      <EmptyState
        title={t(action ? 'offer.title' : 'blank.title')}
        text={t(action ? 'offer.text' : 'blank.text')}
        action={action}
      />
    </main>
  );
}

type WithCaseProps = {
  readonly channel: ScreenChannel;
  readonly caseId: CaseId;
  /** The other case that the first screen shows. */
  readonly inFront: CaseId | null;
  readonly onFollow: () => void;
};

function WithCase({ channel, caseId, inFront, onFollow }: WithCaseProps): ReactElement {
  const { t } = useTranslation('secondScreen');
  useTitle(t('title'));
  const query = useQuery(
    getCase,
    { params: { caseId } },
    { reloadOn: (event) => event.type === 'caseChanged' && event.caseId === caseId },
  );
  return (
    <main className="second-screen-case" data-other={inFront !== null}>
      {query.value && <ScreenHead detail={query.value} />}
      {inFront && <OtherCaseBand detail={query.value} caseId={inFront} onFollow={onFollow} />}
      <div className="second-screen-stage">
        <QueryView query={query}>
          {(detail) => <SecondPictures channel={channel} detail={detail} />}
        </QueryView>
      </div>
    </main>
  );
}

/** The title of a window is seen in task bars: it names no patient. */
function useTitle(title: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
}
