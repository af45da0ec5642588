/** One thing that was tested: an objective of a scenario, or that the scenario can be run at all. */
export interface TestCase {
  readonly name: string;
  readonly passed: boolean;
  /** What a failed one measured, and how to see it again. */
  readonly details: readonly string[];
}

/** The tests of one scenario file. */
export interface Suite {
  readonly file: string;
  readonly title: string;
  readonly cases: readonly TestCase[];
}
