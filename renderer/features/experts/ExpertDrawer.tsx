import { Button, DatePicker, Drawer, Form, Input, Select, Switch } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { updateExpert, type Expert } from '../../../shared/api/scheduling';
import { TITLES } from '../../../shared/domain/consultation/case';
import { useMe } from '../../platform/ApiContext';
import { useCommand } from '../../platform/useCommand';
import { ErrorNotice } from '../../ui/ErrorNotice';

type Props = {
  readonly expert: Expert;
  readonly onClose: () => void;
  readonly onSaved: () => void;
};
type Values = FormValues;

/** An expert changes his own skills, text and service switch; title, licence and duty belong to the coordinator. */
export function ExpertDrawer({ expert, onClose, onSaved }: Props): ReactElement {
  const { t } = useTranslation(['experts', 'caseTerms']);
  const isSelf = useMe().role === 'expert';
  const save = useCommand(updateExpert);
  const [form] = Form.useForm<Values>();
  const submit = async (values: Values) => {
    const result = await save.run({
      params: { userId: expert.userId },
      body: { ...toBody(values), expectedVersion: expert.version },
    });
    if (result.ok) onSaved();
  };
  return (
    <Drawer
      open
      title={`${expert.name} · ${expert.departmentName}`}
      size={480}
      onClose={onClose}
      extra={
        <Button type="primary" loading={save.status === 'running'} onClick={() => form.submit()}>
          {t('experts:save')}
        </Button>
      }
    >
      {save.error && <ErrorNotice error={save.error} />}
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ ...expert, licenceValidUntil: dayjs(expert.licenceValidUntil) }}
        onFinish={(values) => void submit(values)}
      >
        <Form.Item name="title" label={t('experts:titleColumn')}>
          <Select
            disabled={isSelf}
            options={TITLES.map((title) => ({
              value: title,
              label: t(`caseTerms:title.${title}`),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="departmentName"
          label={t('experts:department')}
          rules={[{ required: true }]}
        >
          <Input disabled={isSelf} />
        </Form.Item>
        <Form.Item name="licenceNo" label={t('experts:licenceNo')} rules={[{ required: true }]}>
          <Input disabled={isSelf} />
        </Form.Item>
        <Form.Item
          name="licenceValidUntil"
          label={t('experts:licenceValidUntil')}
          rules={[{ required: true }]}
        >
          <DatePicker disabled={isSelf} />
        </Form.Item>
        <Form.Item name="specialties" label={t('experts:specialties')}>
          <Select mode="tags" disabled={isSelf} />
        </Form.Item>
        <Form.Item name="skills" label={t('experts:skills')}>
          <Select mode="tags" />
        </Form.Item>
        <Form.Item name="languages" label={t('experts:languages')}>
          <Select mode="tags" />
        </Form.Item>
        <Form.Item name="bio" label={t('experts:bio')}>
          <Input.TextArea rows={4} maxLength={2000} />
        </Form.Item>
        <Form.Item name="serviceOn" label={t('experts:serviceSwitch')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="onCall" label={t('experts:onCall')} valuePropName="checked">
          <Switch disabled={isSelf} />
        </Form.Item>
      </Form>
    </Drawer>
  );
}

type FormValues = Pick<
  Expert,
  | 'title'
  | 'departmentName'
  | 'licenceNo'
  | 'specialties'
  | 'skills'
  | 'languages'
  | 'bio'
  | 'serviceOn'
  | 'onCall'
> & { readonly licenceValidUntil: Dayjs };

const toBody = ({ licenceValidUntil, ...values }: FormValues) => ({
  ...values,
  licenceValidUntil: licenceValidUntil.format('YYYY-MM-DD'),
});
