import { Button, Drawer, Form, type FormInstance } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../shared/domain/errors';
import { ErrorNotice } from '../../ui/ErrorNotice';

type Props<V> = {
  readonly title: string;
  readonly form: FormInstance<V>;
  readonly initial: Partial<V>;
  readonly busy: boolean;
  readonly error: AppError | null;
  readonly onClose: () => void;
  readonly onSubmit: (values: V) => void;
  readonly children: ReactNode;
};

/** The drawer every base-data form opens in. */
export function EntityDrawer<V extends object>(props: Props<V>): ReactElement {
  const { t } = useTranslation('admin');
  return (
    <Drawer
      open
      size={460}
      title={props.title}
      onClose={props.onClose}
      extra={
        <Button type="primary" loading={props.busy} onClick={() => props.form.submit()}>
          {t('save')}
        </Button>
      }
    >
      {props.error && <ErrorNotice error={props.error} />}
      <Form<V>
        form={props.form}
        layout="vertical"
        initialValues={props.initial}
        onFinish={(values) => props.onSubmit(values)}
      >
        {props.children}
      </Form>
    </Drawer>
  );
}
