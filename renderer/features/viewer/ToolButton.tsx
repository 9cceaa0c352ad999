import { Tooltip } from 'antd';
import type { ReactElement, ReactNode } from 'react';

type Props = {
  readonly icon: ReactNode;
  readonly label: string;
  /** The key that does the same. */
  readonly hint?: string | undefined;
  readonly pressed?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly onClick: () => void;
};

/** An icon with its name and key in the tooltip. */
export function ToolButton({ icon, label, hint, pressed, disabled, onClick }: Props): ReactElement {
  return (
    <Tooltip
      title={
        <>
          {label} {hint !== undefined && <kbd className="hz-key">{hint}</kbd>}
        </>
      }
      mouseEnterDelay={0.4}
    >
      <button
        type="button"
        className="hz-tool"
        aria-label={label}
        {...(hint === undefined ? {} : { 'aria-keyshortcuts': hint })}
        aria-pressed={pressed ?? false}
        disabled={disabled}
        onClick={(event) => {
          // Keeps the keyboard with the picture: the next space bar is cine, not this button again.
          event.currentTarget.blur();
          onClick();
        }}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
