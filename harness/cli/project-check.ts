// One thing that a project's config must be right about, as `doctor --project` shows it.
import type { NamedResult } from '../doctor/examine.ts'

export type ProjectResult = NamedResult

type State = ProjectResult['state']

export function result(
  id: string,
  title: string,
  state: State,
  found: string,
  meaning: string,
  values: ProjectResult['values'] = {},
): ProjectResult {
  return { id, title, state, found, meaning, values }
}

/** Not reached, because of something that stands above it. */
export const notTried = (id: string, title: string): ProjectResult =>
  result(id, title, 'unknown', 'not tried', 'What stands above has to be right first.')
