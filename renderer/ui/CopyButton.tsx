import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

export function CopyButton({ text }: { readonly text: string }): ReactElement {
  const { t } = useTranslation('common');
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = () =>
    void copyText(text).then((isCopied) => setState(isCopied ? 'copied' : 'refused'));
  const label = { idle: 'copy.idle', copied: 'copy.done', refused: 'copy.refused' } as const;
  return (
    <Button
      type="text"
      size="small"
      icon={state === 'copied' ? <CheckOutlined /> : <CopyOutlined />}
      onClick={copy}
    >
      {t(label[state])}
    </Button>
  );
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // plain HTTP has no clipboard; the button says so
  }
}
