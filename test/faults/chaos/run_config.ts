import type { NetworkFaults } from '../tcp_proxy.ts'

/** How large a run is, and what befalls it. */
export interface RunConfig {
  readonly jobs: number
  /** Ranks in each job. */
  readonly ranks: number
  /** How many steps are to be sealed, over all jobs and generations. */
  readonly steps: number
  /** How often each kind of fault strikes. */
  readonly faults: Readonly<Record<FaultKind, number>>
  /** The mean time from one fault to the next, in milliseconds. */
  readonly meanPauseMs: number
  /** Between the ranks and the services. */
  readonly clientNetwork: NetworkFaults
  /** Between the services and Redis. */
  readonly redisNetwork: NetworkFaults
  /** How often a rank asks for a window, and not for one step. */
  readonly windowRate: number
  /** The longest window a rank asks for, in steps. */
  readonly maxWindow: number
  /** How long a job runs until it crashes and is restarted; 0 where it never is. */
  readonly meanRestartMs: number
  /** How long an editor waits between two changes to one job; 0 where there is none. */
  readonly meanEditMs: number
  /** After how long the run has failed. */
  readonly limitMs: number
}

export type FaultKind =
  | 'service killed'
  | 'service stopped'
  | 'service cut off'
  | 'Redis killed'
  | 'Redis stopped'
  | 'Redis cut off'

/** For every run of the tests: twenty seconds, or thrice that where others keep the machine busy. */
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
  limitMs: 180_000,
}

const NONE: RunConfig['faults'] = {
  'service killed': 0,
  'service stopped': 0,
  'service cut off': 0,
  'Redis killed': 0,
  'Redis stopped': 0,
  'Redis cut off': 0,
}

/** For a service that is to be found out: crowds, many edits and lost replies are enough. */
export const FOR_MUTANTS: RunConfig = {
  ...SHORT,
  steps: 100_000,
  faults: NONE,
  redisNetwork: { dropRate: 0.05, truncateRate: 0.01 },
  meanEditMs: 60,
  limitMs: 120_000,
}

/** Before a release: minutes. */
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
