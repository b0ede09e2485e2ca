import { PERCENT } from '../schedules/duration.ts'

/** Only steps may be a share of the run. */
export const shareHint = (given: unknown): string =>
  typeof given === 'string' && PERCENT.test(given)
    ? ': only numbers of steps may be a percentage, of total_steps'
    : ''
