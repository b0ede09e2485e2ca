import { argumentsOf, type SchedulerBody } from '../schedules/catalogue.ts'
import { childrenOf } from './per_group_arguments.ts'

const NAME = /(?<![\w.])total_steps(?![\w.])/

/** Whether an expression of a scheduler, or of a nested one, reads the length of the run. */
export function readsTotalSteps(body: SchedulerBody): boolean {
  const texts = Object.keys(argumentsOf(body.type)).flatMap((name) => textsIn(body[name]))
  return (
    texts.some((text) => NAME.test(text)) ||
    childrenOf(body).some(({ inner }) => readsTotalSteps(inner))
  )
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.values(value).filter((each) => typeof each === 'string')
}
