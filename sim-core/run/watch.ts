/** Looks at the newest sample and notes what a person would want to know. Reads, never writes the model. */
export interface Watch {
  look(): void;
}
