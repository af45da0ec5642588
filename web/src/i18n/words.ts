/** A setting or metric: its name, and what it means. */
export interface Words {
  readonly label: string;
  readonly help: string;
}

export const w = (label: string, help: string): Words => ({ label, help });
