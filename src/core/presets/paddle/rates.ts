import { number, rate } from '../shape/parameters.ts'

/** The rate parameter of most schedules. */
export const INITIAL_RATE = { learning_rate: rate('Rate at the start.') }

/** The factor of decays in steps. */
export const DECAY = {
  gamma: number('Factor of each decay, less than 1.').lt(1).default(0.1),
}
