import type { Rows } from './row.ts'
import { REQUESTS } from './requests.ts'
import { STEPS } from './steps.ts'
import { THINGS } from './resources.ts'

export type { Any, Code, Row } from './row.ts'

/** Every problem: its status, its title, and what to say of this occurrence. */
export const TABLE: Rows = { ...REQUESTS, ...THINGS, ...STEPS }
