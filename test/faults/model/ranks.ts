/** The number of ranks of a job. */
export const RANKS = 3
