import { z } from 'zod'

export const MetricMode = z.enum(['min', 'max']).meta({ id: 'MetricMode' })
export const ThresholdMode = z.enum(['rel', 'abs']).meta({ id: 'ThresholdMode' })

/**
 * Torch's comparisons of a metric with the best one so far. `beside` is optax's absolute
 * improvement beside a threshold.
 */
export const IS_BETTER = {
  min: {
    rel: (metric: number, best: number, threshold: number, beside = 0) =>
      metric < best * (1 - threshold) - beside,
    abs: (metric: number, best: number, threshold: number, beside = 0) =>
      metric < best - threshold - beside,
  },
  max: {
    rel: (metric: number, best: number, threshold: number, beside = 0) =>
      metric > best * (threshold + 1) + beside,
    abs: (metric: number, best: number, threshold: number, beside = 0) =>
      metric > best + threshold + beside,
  },
}
