// How a server is told its port: by an option, or by a variable of its environment.
import type { Source } from './project-files.ts'

export type PortPassing =
  | { readonly by: 'option'; readonly option: string }
  | { readonly by: 'variable'; readonly variable: string }

const OPTION = /["'`]--port["'`=]/
/** `process.env.PORT`, `os.environ["PORT"]`, `os.Getenv("PORT")`, `env::var("PORT")`, `getenv('APP_PORT')`. */
const VARIABLE =
  /(?:process\.env\.?|environ(?:\.get)?|[gG]etenv|env::var|Bun\.env\.?|Deno\.env\.get)\W{0,3}((?:[A-Z][A-Z0-9]*_)*PORT)\b/

/** Undefined when nothing tells. */
export function findPort(sources: readonly Source[]): PortPassing | undefined {
  const variable = firstMatch(sources, VARIABLE)
  if (variable !== undefined) return { by: 'variable', variable }
  return sources.some(({ text }) => OPTION.test(text))
    ? { by: 'option', option: '--port' }
    : undefined
}

function firstMatch(sources: readonly Source[], expression: RegExp): string | undefined {
  for (const { text } of sources) {
    const found = expression.exec(text)?.[1]
    if (found !== undefined) return found
  }
  return undefined
}
