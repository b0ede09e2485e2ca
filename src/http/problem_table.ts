import type { Rows } from './problem_row.ts'
import { REQUESTS } from './problems_of_requests.ts'
import { STEPS } from './problems_of_steps.ts'
import { THINGS } from './problems_of_things.ts'

export type { Any, Code, Row } from './problem_row.ts'

/** Every problem: its status, its title, and what to say of this occurrence. */
export const TABLE: Rows = { ...REQUESTS, ...THINGS, ...STEPS }
