import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface ActProps {
  readonly Icon: LucideIcon;
  readonly name: string;
  readonly help: string;
  readonly onAct: () => void;
  /** How much of it. */
  readonly children?: ReactNode;
}

/** One thing that can be done to a part. */
export function Act({ Icon, name, help, onAct, children }: ActProps) {
  return (
    <li>
      <button type="button" className="outlined break-button" onClick={onAct}>
        <Icon size={16} aria-hidden />
        {name}
      </button>
      <div className="break-how">
        {children}
        <p className="label">{help}</p>
      </div>
    </li>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly T[];
  readonly onChange: (value: T) => void;
  readonly name: (option: T) => string;
}

/** A few values side by side. */
export function Choice<T extends string>({ label, value, options, onChange, name }: ChoiceProps<T>) {
  return (
    <fieldset className="choice" aria-label={label}>
      {options.map((option) => (
        <button key={option} type="button" aria-pressed={value === option} onClick={() => onChange(option)}>
          {name(option)}
        </button>
      ))}
    </fieldset>
  );
}
