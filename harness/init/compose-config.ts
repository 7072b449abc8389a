// The config of a project from what was detected, and what a person has to look at.
import type { Detected } from './detector.ts'
import { findPort } from './find-port.ts'
import { findRoutes } from './find-routes.ts'
import { renderJson } from './render-json.ts'

export interface ComposedConfig {
  /** What heartbench.config.json holds. */
  readonly text: string
  /** Sentences: what to check before it is used. */
  readonly doubts: readonly string[]
}

/** `baseline` is the branch that changes are compared with, where one is known. */
export function composeConfig(detected: Detected, baseline: string | undefined): ComposedConfig {
  const { install, lockFile, build } = detected
  const { start, environment, doubts } = withPort(detected)
  const { health, paths } = findRoutes(detected.sources)
  const asked = paths.length > 0 ? paths : [health ?? '/']
  const config = {
    ...(install && { install }),
    ...(lockFile && { lockFile }),
    ...(build && { build }),
    start,
    ...(Object.keys(environment).length > 0 && { environment }),
    ready: { path: health ?? (paths.includes('/') ? '/' : asked[0]!) },
    ...(baseline && { compare: [baseline, '.'] }),
    scenarios: nameAll(asked).map(({ name, path }) => ({ name, requests: [{ path }] })),
  }
  const routes =
    paths.length > 0
      ? `Scenarios ask for ${asked.join(', ')}, which stand in the sources: keep those that matter, with the parameters that people use.`
      : `No path was found in the sources: let ready.path name one that answers (now ${config.ready.path}), and add the requests that matter to scenarios.`
  return {
    text: renderJson(config),
    doubts: [...detected.doubts, ...doubts, routes],
  }
}

/** A start command that names the port already is left alone. */
function withPort({ start, environment = {}, sources }: Detected) {
  const hasPort = [...start, ...Object.values(environment)].some((text) => text.includes('{port}'))
  if (hasPort) return { start, environment, doubts: [] }
  const port = findPort(sources)
  if (port?.by === 'option')
    return { start: [...start, port.option, '{port}'], environment, doubts: [] }
  const variable = port?.variable ?? 'PORT'
  const doubts =
    port === undefined
      ? [
          'Nothing in the sources tells how the server gets its port: PORT is set to {port}; change start or environment if it listens to something else.',
        ]
      : []
  return { start, environment: { ...environment, [variable]: '{port}' }, doubts }
}

/** `/api/items` becomes `api-items`; names differ. */
function nameAll(paths: readonly string[]) {
  const used = new Map<string, number>()
  return paths.map((path) => {
    const name = nameOf(path)
    const times = (used.get(name) ?? 0) + 1
    used.set(name, times)
    return { path, name: times === 1 ? name : `${name}-${times}` }
  })
}

function nameOf(path: string): string {
  const words = path.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return words.replaceAll(/^-+|-+$/g, '') || 'root'
}
