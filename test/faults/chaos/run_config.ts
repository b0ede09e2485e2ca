import type { NetworkFaults } from '../tcp_proxy.ts'

/** The size of a run, and the rates of its faults. */
export interface RunConfig {
  readonly jobs: number
  /** Ranks in each job. */
  readonly ranks: number
  /** How many steps must be sealed, over all jobs and generations. */
  readonly steps: number
  /** How often each kind of fault is injected. */
  readonly faults: Readonly<Record<FaultKind, number>>
  /** The mean time from one fault to the next, in milliseconds. */
  readonly meanPauseMs: number
  /** Between the ranks and the services. */
  readonly clientNetwork: NetworkFaults
  /** Between the services and Redis. */
  readonly redisNetwork: NetworkFaults
  /** The share of requests for a window instead of one step. */
  readonly windowRate: number
  /** The maximum length of a window, in steps. */
  readonly maxWindow: number
  /** The mean time between restarts of a job; 0 for none. */
  readonly meanRestartMs: number
  /** The mean time between edits of a job; 0 for none. */
  readonly meanEditMs: number
  /** The time after which the run fails. */
  readonly limitMs: number
}

export type FaultKind =
  | 'service killed'
  | 'service stopped'
  | 'service cut off'
  | 'Redis killed'
  | 'Redis stopped'
  | 'Redis cut off'

/** For `npm test`: twenty seconds, or some minutes on a machine that is busy. */
export const SHORT: RunConfig = {
  jobs: 8,
  ranks: 8,
  steps: 200_000,
  faults: {
    'service killed': 6,
    'service stopped': 2,
    'service cut off': 2,
    'Redis killed': 3,
    'Redis stopped': 2,
    'Redis cut off': 2,
  },
  meanPauseMs: 650,
  clientNetwork: { dropRate: 0.015, truncateRate: 0.005, delayRate: 0.01, maxDelayMs: 50 },
  redisNetwork: { dropRate: 0.004, truncateRate: 0.004, delayRate: 0.005, maxDelayMs: 20 },
  windowRate: 0.9,
  maxWindow: 1_600,
  meanRestartMs: 7_000,
  meanEditMs: 300,
  limitMs: 480_000,
}

const NONE: RunConfig['faults'] = {
  'service killed': 0,
  'service stopped': 0,
  'service cut off': 0,
  'Redis killed': 0,
  'Redis stopped': 0,
  'Redis cut off': 0,
}

/** For mutants: concurrent ranks, many edits and lost replies are enough to detect them. */
export const FOR_MUTANTS: RunConfig = {
  ...SHORT,
  steps: 100_000,
  faults: NONE,
  redisNetwork: { dropRate: 0.05, truncateRate: 0.01 },
  meanEditMs: 60,
  limitMs: 360_000,
}

/** For a release: minutes. */
export const LONG: RunConfig = {
  ...SHORT,
  steps: 1_000_000,
  faults: {
    'service killed': 100,
    'service stopped': 15,
    'service cut off': 15,
    'Redis killed': 25,
    'Redis stopped': 15,
    'Redis cut off': 15,
  },
  clientNetwork: { dropRate: 0.08, truncateRate: 0.03, delayRate: 0.01, maxDelayMs: 50 },
  windowRate: 0.35,
  maxWindow: 800,
  limitMs: 30 * 60_000,
}
