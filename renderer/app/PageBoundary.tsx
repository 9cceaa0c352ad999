import { Button } from 'antd';
import { Component, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/EmptyState';

type Props = { readonly children: ReactNode };
type State = { readonly hasFailed: boolean; readonly attempt: number };

/** One page's crash stays on that page: the frame, a call, another page go on. */
export class PageBoundary extends Component<Props, State> {
  override state: State = { hasFailed: false, attempt: 0 };

  static getDerivedStateFromError(): Partial<State> {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed)
      return (
        <div key={this.state.attempt} style={FILL}>
          {this.props.children}
        </div>
      );
    return (
      <Crashed
        onAgain={() => this.setState(({ attempt }) => ({ hasFailed: false, attempt: attempt + 1 }))}
      />
    );
  }
}

const FILL = { height: '100%' } as const;

function Crashed({ onAgain }: { readonly onAgain: () => void }): ReactElement {
  const { t } = useTranslation('common');
  return (
    <div role="alert">
      <EmptyState
        title={t('crash.title')}
        text={t('crash.text')}
        action={<Button onClick={onAgain}>{t('crash.again')}</Button>}
      />
    </div>
  );
}
