import { shapeOf } from '../../expression/expression.ts'
import type { EpochRange } from '../../expression/shape_variables.ts'
import { MAX_STEP } from '../../number.ts'
import type { ParamSlot, Rule } from '../rule.ts'
import type { OptimizerSettings } from '../schedule.ts'

/** The least range that is tested, and the distance of tests: a test costs as much as some values. */
const RANGE = 256
const DISTANCE = 16
/** No step is beyond it. */
const LAST = 2 * MAX_STEP

/** How far the values of an expression rise or fall only, if that can be found out. */
export function expressionTurns(text: string, { totalSteps }: OptimizerSettings): Rule['skipTo'] {
  const shape = shapeOf(text)
  if (!shape) return undefined
  const isMonotone = (range: EpochRange) => !Number.isNaN(shape(range).direction)
  return (epoch, slot) => {
    if (epoch % DISTANCE !== 0 || epoch < 0) return Math.floor(epoch) + 1
    const given = { ...constantsOf(slot), total_steps: totalSteps }
    let to = epoch + 1
    for (let length = RANGE; to < LAST; length *= 2) {
      if (!isMonotone({ ...given, from: epoch, to: epoch + length })) return to
      to = epoch + length
    }
    return Infinity
  }
}

/** Without a value a factor is 1; with one it is an edit away from another. The current lr, which stands for a missing initial value, is not constant. */
function constantsOf({ base, param, groupExtras, factors }: ParamSlot) {
  const factor = (name: keyof typeof factors) => (factors[name] < 0 ? 1 : NaN)
  return {
    base,
    base_lr: param === 'lr' ? base : (groupExtras['initial_lr'] ?? NaN),
    lr_scale: factor('lr_scale'),
    lr_mult: factor('lr_mult'),
    wd_mult: factor('wd_mult'),
  }
}
