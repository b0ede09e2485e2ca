import type { CommandOf } from './command.ts'
import { isFaultAt, lacksInitialLr, sendChange, stepAt, type Problem } from './changes.ts'
import { ATTACHED } from './kinds.ts'
import type { Model } from './model.ts'
import type { SystemUnderTest } from './system_under_test.ts'

/** Attaches a scheduler. In its middle it needs groups with an `initial_lr`. */
export async function attach(
  system: SystemUnderTest,
  model: Model,
  command: CommandOf<'attach'>,
): Promise<void> {
  const { which, lastEpoch, offset } = command
  await sendChange(system, model, command, (reason) => {
    const body = {
      ...ATTACHED[which % ATTACHED.length],
      name: attachedName(reason),
      ...(lastEpoch === undefined ? {} : { last_epoch: lastEpoch }),
    }
    return {
      kind: lastEpoch === undefined ? 'attach' : 'attach with last_epoch',
      request: { method: 'POST', path: '/schedulers', body, atStep: stepAt(model, offset) },
      mayBeRefused: (problem) => lastEpoch !== undefined && isFaultAt(problem, '/last_epoch'),
    }
  })
}

const attachedName = (reason: string): string => `scheduler-${reason.replace(' ', '-')}`

/** The schedulers that were attached later, if the requests were accepted. */
const attachedNames = ({ changes }: Model): string[] =>
  changes.filter(({ kind }) => kind.startsWith('attach')).map(({ reason }) => attachedName(reason))

/** Gives a registered scheduler other arguments: one of those that it takes, or one that is fixed. */
export async function patch(
  system: SystemUnderTest,
  model: Model,
  command: CommandOf<'patch'>,
): Promise<void> {
  const { which, offset } = command
  const { patched, patches, fixed } = model.kind
  if (patched === undefined) return
  const isFixed = which === 9
  const body = isFixed ? fixed : patches[which % patches.length]!
  const atStep = stepAt(model, offset)
  await sendChange(system, model, command, () => ({
    kind: 'patch',
    request: { method: 'PATCH', path: `/schedulers/${patched}`, body, atStep },
    mustBeRefused: () => isFixed,
    mayBeRefused: (problem) => mayRefusePatch(model, problem, { body, atStep }),
  }))
}

function mayRefusePatch(
  model: Model,
  problem: Problem,
  { body, atStep }: { body: object; atStep: number | undefined },
): boolean {
  // The constructor writes step 0.
  if (atStep === 0 && isFaultAt(problem, '/at_step')) return true
  if (problem.code === 'scheduler_not_found') return model.kind.detachable !== undefined
  const [[key, value]] = Object.entries(body) as [[string, unknown]]
  const isByGroup = typeof value === 'object' && !Array.isArray(value)
  if (!isFaultAt(problem, `/${key}`)) return false
  // An object by group names every group, and no other one.
  return body === model.kind.fixed || (isByGroup && hasOtherGroups(model))
}

const hasOtherGroups = ({ changes }: Model): boolean =>
  changes.some(({ kind }) => kind.startsWith('addGroup') || kind === 'removeGroup')

/** Detaches a scheduler that was attached later, or the one whose schedule ends. */
export async function detach(
  system: SystemUnderTest,
  model: Model,
  command: CommandOf<'detach'>,
): Promise<void> {
  const { which, offset } = command
  const { detachable } = model.kind
  const names = [...(detachable === undefined ? [] : [detachable]), ...attachedNames(model)]
  if (names.length === 0) return
  const path = `/schedulers/${names[which % names.length]}`
  await sendChange(system, model, command, () => ({
    kind: 'detach',
    request: { method: 'DELETE', path, atStep: stepAt(model, offset) },
    mayBeRefused: (problem) =>
      problem.code === 'scheduler_not_found' || lacksInitialLr(model, problem),
  }))
}
