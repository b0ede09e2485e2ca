import { faultsOf, schemaErrorMap } from '../../../src/core/definition/schema_faults.ts'
import { Refusal } from '../../../src/core/problem.ts'
import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'

/** The faults of a scheduler for a group with lr 1, each as "pointer: detail". */
export function faults(scheduler: object): string[] {
  const body = { groups: [{ name: 'g', lr: 1 }], schedulers: [scheduler] }
  const { data, error } = RegistrationBody.safeParse(body, {
    error: schemaErrorMap,
    reportInput: true,
  })
  const found = error ? faultsOf(error.issues) : definitionFaults(data)
  return found.map(({ pointer, detail }) => `${pointer.replace('/schedulers/0', '')}: ${detail}`)
}

function definitionFaults(body: RegistrationBody) {
  try {
    define(body)
    return []
  } catch (error) {
    if (error instanceof Refusal && error.problem.code === 'invalid_request') {
      return error.problem.errors
    }
    throw error
  }
}
