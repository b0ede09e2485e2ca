import type { ProblemTable } from './row.ts'
import { REQUESTS } from './requests.ts'
import { STEPS } from './steps.ts'
import { RESOURCES } from './resources.ts'

export type { AnyProblem, ProblemCode, ProblemRow } from './row.ts'

/** Every problem: its status, its title, and the detail of an occurrence. */
export const PROBLEMS: ProblemTable = { ...REQUESTS, ...RESOURCES, ...STEPS }
