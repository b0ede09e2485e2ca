import { Expression, expression, namesRead } from '../../expression/expression.ts'
import type { Moment, Seat } from './rule.ts'
import { argument, ArgumentRefusal, type Surroundings } from '../schedule.ts'

/** An argument that torch takes as a function of the epoch, and we as an expression. */
export const expressionArgument = (about: string) => argument(Expression, about, { list: true })

/** What an expression comes to at an epoch, beside the current value. */
export type ByExpression = (epoch: number, value: number, seat: Seat, now: Moment) => number

/** The function an expression argument stands for. */
export function functionOf(name: string, text: string, { totalSteps }: Surroundings): ByExpression {
  const names = namesRead(text)
  if (totalSteps === undefined && names.has('total_steps')) {
    throw new ArgumentRefusal(name, 'reads total_steps, which this optimizer does not declare')
  }
  if (names.has('x')) {
    throw new ArgumentRefusal(name, 'reads x, which only the scale_fn of CyclicLR has')
  }
  const evaluate = expression(text, totalSteps)
  return (epoch, value, { base, param, lr, marks }, { values }) => {
    if (param === 'lr') return evaluate({ epoch, value, base, lr: value, base_lr: base })
    const current = values[lr]!
    const base_lr = marks['initial_lr'] ?? current
    return evaluate({ epoch, value, base, lr: current, base_lr })
  }
}
