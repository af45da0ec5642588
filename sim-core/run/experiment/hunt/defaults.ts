/** What a hunt takes when nobody says otherwise; the command line shows them without loading the engine. */
export const TRIALS = 200;
export const MOST_FAULTS = 3;
export const SEEDS = 20;
export const FINDINGS = 4;
export const MOST_RUNS = 1000;
