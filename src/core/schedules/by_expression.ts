import { readsTotalSteps } from '../expression/compile.ts'
import { Expression, expression } from '../expression/expression.ts'
import { argument, ArgumentRefusal, type Surroundings } from './schedule.ts'

/** An argument that torch takes as a function of the epoch, and we as an expression. */
export const expressionArgument = (about: string) => argument(Expression, about, { list: true })

/** The function an expression argument stands for. */
export function functionOf(name: string, text: string, { totalSteps }: Surroundings) {
  if (totalSteps === undefined && readsTotalSteps(text)) {
    throw new ArgumentRefusal(name, 'reads total_steps, which this optimizer does not declare')
  }
  return expression(text, totalSteps)
}
