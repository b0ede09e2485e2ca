import type { Changes } from '../definition/patched.ts'
import { oneOf, pointer, type Fault } from '../problem.ts'
import { argumentsOf, scheduleOf, type Scheduler } from '../schedules/catalogue.ts'
import { parametersOf } from './patch_preset.ts'

/** A scheduler takes its first step with other arguments after the one of its construction. */
export const stepFaults = (step: number, first: number): Fault[] => {
  const detail = `given ${step}, but the scheduler is constructed at ${first - 1}, wanted at least ${first}`
  return step >= first ? [] : [{ pointer: '/at_step', detail }]
}

/** The fields of every scheduler, except its bounds: they say what it is, not how it goes on. */
const IDENTITY = ['type', 'preset', 'written', 'name', 'groups', 'param', 'every', 'last_epoch']

/** Why a field of a patch cannot change a scheduler. */
export const fieldFaults =
  (scheduler: Scheduler) =>
  ([name, value]: [string, Changes[string]]): Fault[] => {
    const { fixed = [], nestingField } = scheduleOf(scheduler.type)
    const nested = nestingField === undefined ? [] : [nestingField.replace('?', '')]
    const unchangeable = [...IDENTITY, ...fixed, ...nested]
    const known = Object.keys(argumentsOf(scheduler.type)).filter((each) => !fixed.includes(each))
    const at = pointer([name])
    if (unchangeable.includes(name)) {
      const detail = `"${name}" of ${scheduler.type} cannot change after its construction, wanted ${wantedOf(known)}; or detach the scheduler and attach another one`
      return [{ pointer: at, detail }]
    }
    if (!known.includes(name)) {
      return [{ pointer: at, detail: unknownDetail(scheduler, name, known) }]
    }
    return value === null ? [{ pointer: at, detail: 'given null, wanted a value' }] : []
  }

function unknownDetail(scheduler: Scheduler, name: string, known: readonly string[]): string {
  const { preset, type, written } = scheduler
  if (preset === undefined) return `unknown argument "${name}", wanted ${wantedOf(known)}`
  const parameters = parametersOf(scheduler)
  if (written?.parameters !== undefined) {
    return `neither a parameter of ${preset} nor an argument of ${type}, which it is: wanted ${wantedOf([...parameters, ...known])}`
  }
  return `${preset} was attached by its type, or by an older version, without its parameters: wanted an argument of ${type}, ${wantedOf(known)}; or detach the scheduler and attach it again`
}

const wantedOf = (known: readonly string[]) => (known.length === 0 ? 'none' : oneOf(known))
