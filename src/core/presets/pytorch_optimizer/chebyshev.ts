import { z } from 'zod'
import { cos } from '../../numerics/trigonometric.ts'
import { scaleByExpression } from '../shape/expressions.ts'
import { flag } from '../shape/parameters.ts'
import { preset } from '../preset.ts'

/** The middle and the radius of the interval from 0.05 to 1. */
const [MIDDLE, RADIUS] = [(1 + 0.05) / 2, (1 - 0.05) / 2]

/** The reciprocal of a node. */
const step = (node: number, count: number): number =>
  1 / (MIDDLE - RADIUS * cos(((node + 0.5) * Math.PI) / count))

/** The fractal order of nodes: 0, then each with its mirror image, until there are enough. */
function nodeOrder(count: number): number[] {
  let order = [0]
  while (order.length < count) {
    const last = 2 * order.length - 1
    order = order.flatMap((node) => [node, last - node])
  }
  return order
}

/** The factors of all epochs; the first node is that of epochs 0, 1 and 2. */
function factorsOf(epochs: number): number[] {
  let count = 1
  while (count < epochs) count *= 2
  const factors = nodeOrder(count - 2).map((node) => step(node, count))
  return [factors[0]!, factors[0]!, ...factors]
}

/** The fractal schedule of pytorch_optimizer. */
export const PYTORCH_OPTIMIZER_CHEBYSHEV = [
  preset({
    name: 'pytorch_optimizer/chebyshev',
    summary:
      'Factors from 1 to 20 of Chebyshev’s nodes in fractal order, a step each; then the last one.',
    parameters: {
      num_epochs: z.int().min(1).max(10_000).meta({
        description: 'Number of epochs; the nodes are as many, rounded up to a power of two.',
        unit: 'steps',
      }),
      is_warmup: flag('Whether it is constant.').default(false),
    },
    example: { num_epochs: 100 },
    expand: ({ num_epochs, is_warmup }) =>
      is_warmup
        ? scaleByExpression('1.0')
        : { type: 'TableLR', points: { from: 0, values: factorsOf(num_epochs) } },
  }),
]
