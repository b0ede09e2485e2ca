import { z } from 'zod'

/** What a caller has seen, in requests and responses. */

const WANTED_SEEN =
  'wanted the text "seen" of the last answer, as it is; without one, leave it out and open a generation'

export const Seen = z.string({ error: WANTED_SEEN }).max(200).meta({
  description:
    'The `seen` of the last answer to the caller, as it is. It detects a store that has lost or replaced writes in a failover: lost seals are repeated, lost inputs are refused (`history_regressed`). That of an earlier generation is refused (`stale_generation`).',
})

export const GivenSeen = z.string().meta({
  description:
    'The place of this answer in the history of the optimizer, for the `seen` of the next request. A text without a meaning for callers.',
  examples: ['s1.1.1.12.9w92w3.kx1mX9Nn2bQ'],
})

export const OthersSeen = z.array(Seen).max(64).meta({
  description:
    'The `seen` of the last answers to other ranks of the job, each different one once. With them no rank is given another value than one of these ranks was given before, even if the store has lost what they were given. Those of earlier generations are left out.',
})
