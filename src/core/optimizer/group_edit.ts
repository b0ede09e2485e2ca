import { z } from 'zod'
import { type NewInput } from './accept.ts'
import { findGroup } from './changes.ts'
import type { Values } from '../hyperparameters.ts'
import { Finite } from '../number.ts'
import type { Released } from '../trajectory/input.ts'
import { adjustmentsAt, factorFaults, releaseFaults } from './adjustment_faults.ts'
import { editFaults, rebaseFaults, scaleFaults, setFaults } from './edit_faults.ts'
import { earliestStep, type Optimizer } from './optimizer.ts'
import { upcomingAt } from './upcoming.ts'
import { oneOf, pointer, refuseFaults, prefixFault, type Fault } from '../problem.ts'

/** The fields of an edit, which `PATCH .../groups/{group}` does not have. */
const KINDS: ReadonlySet<string> = new Set(['set', 'scale', 'multiply', 'hold', 'release'])

/** New values for some of a group's hyperparameters; `initial_lr` rebases its schedules. */
export const GroupEditBody = z
  .record(
    z.string().refine((key) => !KINDS.has(key), {
      error: 'is a kind of edit, not a hyperparameter: wanted it in POST .../edits',
    }),
    z.union([Finite, z.array(Finite)], {
      error: 'wanted a finite number, or a list of finite numbers: only numbers can be edited',
    }),
  )
  .refine((set) => Object.keys(set).length > 0, {
    error: 'nothing to set, wanted at least one hyperparameter',
  })
  .meta({ id: 'GroupEdit', description: 'Hyperparameters to set, e.g. {"lr": 0.05}.' })
export type GroupEditBody = z.infer<typeof GroupEditBody>

/** The new values and factors of an edit, for each of its groups. */
export interface GroupsEdit {
  readonly groups: readonly string[]
  readonly set: GroupEditBody
  /** Factors, by hyperparameter. */
  readonly scale: Readonly<Record<string, number>>
  /** Factors on what the schedulers give, from the step of the edit on. */
  readonly multiply?: Readonly<Record<string, number>> | undefined
  /** Values in place of what the schedulers give, from the step of the edit on. */
  readonly hold?: GroupEditBody | undefined
  readonly release?: Released | undefined
  readonly untilStep?: number | undefined
}

/** Sets some of a group's hyperparameters. The group must have each of them. */
export function editGroup(
  optimizer: Optimizer,
  name: string,
  body: GroupEditBody,
  step = earliestStep(optimizer),
): NewInput {
  findGroup(upcomingAt(optimizer, step).groups, name)
  const edit = { groups: [name], set: body, scale: {} }
  const { faults, input } = editInput(optimizer, edit, step)
  refuseFaults(faults.map(({ pointer, detail }) => ({ pointer: pointer.slice(4), detail })))
  return input
}

/** Sets or scales hyperparameters of some groups. Every group must have each of them. */
export function editGroups(optimizer: Optimizer, edit: GroupsEdit, step: number): NewInput {
  const known = upcomingAt(optimizer, step).groups.map(({ name }) => name)
  const knownNames = new Set(known)
  const unknown = edit.groups.flatMap((name, index) => {
    const detail = `unknown group "${name}", wanted ${oneOf(known)}`
    return knownNames.has(name) ? [] : [{ pointer: pointer(['groups', index]), detail }]
  })
  refuseFaults([...unknown, ...untilFaults(edit, step)])
  const { faults, input } = editInput(optimizer, edit, step)
  refuseFaults([...faults, ...adjustmentFaults(optimizer, edit, step)])
  return input
}

/** A factor or a fixed value ends after the step of its edit. */
const untilFaults = ({ untilStep }: GroupsEdit, step: number): Fault[] =>
  untilStep === undefined || untilStep > step
    ? []
    : [
        {
          pointer: '/until_step',
          detail: `given ${untilStep}, wanted a step after ${step}, the step of the edit`,
        },
      ]

function adjustmentFaults(optimizer: Optimizer, edit: GroupsEdit, step: number): Fault[] {
  const { groups, multiply = {}, hold = {}, release } = edit
  const names = new Set(groups)
  const edited = upcomingAt(optimizer, step).groups.filter(({ name }) => names.has(name))
  const faults = edited.flatMap((group) => [
    ...factorFaults(Object.keys(multiply), group),
    ...Object.entries(hold).flatMap(([key, value]) =>
      editFaults(key, value, { ...group, groupExtras: {} }).map((fault) =>
        prefixFault(['hold'], fault),
      ),
    ),
  ])
  if (!release) return faults
  const inForce = groups.flatMap((name) => adjustmentsAt(optimizer, name, step))
  return [...faults, ...releaseFaults(release, inForce)]
}

function editInput(optimizer: Optimizer, edit: GroupsEdit, step: number) {
  const { groups, set, scale } = edit
  const upcoming = upcomingAt(optimizer, step)
  const schedulers = upcoming.schedulers.map(({ scheduler }) => scheduler)
  const names = new Set(groups)
  const edited = upcoming.groups.filter(({ name }) => names.has(name))
  const faults = edited.flatMap((group) => [
    ...Object.entries(set).flatMap(([key, value]) => [
      ...setFaults(key, value, group, upcoming).map((fault) => prefixFault(['set'], fault)),
      ...rebaseFaults(key, value, group, schedulers).map((fault) => prefixFault(['set'], fault)),
    ]),
    ...Object.keys(scale).flatMap((key) =>
      scaleFaults(key, group, upcoming).map((fault) => prefixFault(['scale'], fault)),
    ),
  ])
  const input: NewInput = {
    kind: 'edited',
    groups,
    set: flattenLists(set),
    ...scaleField(scale),
    ...adjustmentFields(edit),
  }
  return { faults, input }
}

const scaleField = (scale: GroupsEdit['scale']) =>
  Object.keys(scale).length === 0 ? {} : { scale }

const adjustmentFields = ({ multiply, hold, release, untilStep }: GroupsEdit) => ({
  ...(multiply && { multiply }),
  ...(hold && { hold: flattenLists(hold) }),
  ...(release && { release }),
  ...(untilStep === undefined ? {} : { untilStep }),
})

/** Replaces lists by their elements. */
const flattenLists = (set: GroupEditBody): Values =>
  Object.fromEntries(
    Object.entries(set).flatMap(([key, value]) =>
      Array.isArray(value)
        ? value.map((element, index) => [`${key}.${index}`, element] as const)
        : [[key, value] as const],
    ),
  )
